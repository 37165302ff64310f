import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../lib/toasts.ts';
import { trpc } from '../../lib/trpc.ts';
import { TITLE_ID } from './difference.ts';
import { lookAgain } from './look-again.ts';

/** Settles one difference, and says whether the mail service has yet to follow. */
export function useSettleOne(slug: string) {
  const { t } = useTranslation();
  return useMutation(
    trpc.mailDrift.resolve.mutationOptions({
      onSuccess: ({ outcome }, { resolution }) => {
        const done = resolution === 'reopen' ? 'reopened' : outcome;
        showToast({ kind: 'success', text: t(`differences.done.${done}`) });
        // The button goes with its difference; the keyboard goes on from the heading.
        document.getElementById(TITLE_ID)?.focus();
      },
      onSettled: () => lookAgain(slug),
    }),
  );
}
