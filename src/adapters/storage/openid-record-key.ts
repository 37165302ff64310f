import { createHash } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The stored key of a record: its id opens a session or is a token, so that only a digest of it is stored. */
export const openidRecordKey = (model: string, id: string): string => digest(`${model}:${id}`);

/** The stored name of a session, which is also its name in lists. */
export const openidSessionId = (uid: string): string => digest(`uid:${uid}`);

/** The stored name of a permission, the same on its own record and on all that was given by it. */
export const openidGrantKey = (grantId: string): string => openidRecordKey('Grant', grantId);
