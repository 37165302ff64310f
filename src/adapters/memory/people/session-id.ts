import { createHash } from 'node:crypto';

/** The name of the session of a key, which opens nothing. */
export const sessionId = (key: string): string => createHash('sha256').update(key).digest('hex');
