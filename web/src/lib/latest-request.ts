import { REQUEST_ID_HEADER } from './failure.ts';

let latest: string | undefined;

/** Remembers under which id the server's log has the latest answer. */
export function noteRequestId({ headers }: Response): void {
  latest = headers.get(REQUEST_ID_HEADER) ?? latest;
}

/** The id of the latest answer: what a page shows that broke was made of it, or of one shortly before. */
export const latestRequestId = (): string | undefined => latest;
