import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../kit/overlay/confirm-dialog.tsx';
import { showToast } from '../../lib/toasts.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';

type Props = { readonly count: number; readonly onClose: () => void };

/** Says what comes of it before all other sessions end. */
export function EndOthersDialog({ count, onClose }: Props) {
  const { t } = useTranslation();
  const end = useMutation(
    trpc.sessions.endOthers.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.sessions.list.queryFilter());
        showToast({ kind: 'success', text: t('account.sessions.othersEnded') });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={t('account.sessions.endOthers')}
      submit={t('account.sessions.endOthersSubmit')}
      isBusy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      <p>{t('account.sessions.endOthersText', { count })}</p>
    </ConfirmDialog>
  );
}
