import type { Translate } from './messages/translate.ts';

/** A refusal of HTTP itself, such as a wrong method or an unreadable body. `detail` is in the caller's language. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    readonly body: (translate: Translate) => unknown,
  ) {
    super(`HTTP ${status}`);
  }
}
