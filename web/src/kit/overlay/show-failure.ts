import { failureText } from '../../i18n/failure-text.ts';
import { failureOf } from '../../lib/failure.ts';
import { showToast } from '../../lib/toasts.ts';

/** Tells why what a button began was not done, where no page or dialog has a place for it. */
export function showFailure(error: unknown): void {
  const failure = failureOf(error);
  showToast({ kind: 'error', text: failureText(failure), requestId: failure.requestId });
}
