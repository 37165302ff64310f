import type { IncomingMessage } from 'node:http';

/** With which a page says, by `1`, that it asks by itself: nobody has touched it for a while. */
export const UNATTENDED_HEADER = 'x-unattended';

/** Streams are opened by pages, and by browsers again, which send no header of ours with them. */
const STREAMS = '/trpc/live.';

/** Whether a request is no sign of somebody who uses their session. */
export const isUnattended = ({ headers, url = '' }: IncomingMessage): boolean =>
  headers[UNATTENDED_HEADER] === '1' || url.startsWith(STREAMS);
