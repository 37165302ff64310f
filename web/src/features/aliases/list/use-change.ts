import type { UseMutationOptions } from '@tanstack/react-query';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureOf, keptKey } from '../../../lib/failure.ts';
import { showToast } from '../../../lib/toasts.ts';
import { refreshAliases } from '../refresh-aliases.ts';

/**
 * A change of aliases by a button. What is kept until the mail service answers is no failure: the list shows that it waits.
 *
 * @param done what to tell once it is made
 */
export function useChange<Input, Output, Problem>(
  options: UseMutationOptions<Output, Problem, Input>,
  done: string,
  onEnd: () => void = () => undefined,
) {
  const { t } = useTranslation();
  const change = useMutation({ ...options, onSettled: refreshAliases });
  const isKept = change.error !== null && failureOf(change.error).isKept;
  return {
    isBusy: change.isPending,
    /** Of what was not done, and is not kept. */
    error: isKept ? null : change.error,
    run: (input: Input): void =>
      change.mutate(input, {
        onSuccess: () => {
          showToast({ kind: 'success', text: done });
          onEnd();
        },
        onError: (error) => {
          const failure = failureOf(error);
          if (!failure.isKept) return;
          showToast({ kind: 'info', text: t(keptKey(failure)) });
          onEnd();
        },
      }),
  };
}
