import type { Translate } from './messages/translate.ts';

/** A refusal that belongs to HTTP itself: a wrong method, an unreadable body. `detail` is said in the caller's language. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    readonly body: (translate: Translate) => unknown,
  ) {
    super(`HTTP ${status}`);
  }
}
