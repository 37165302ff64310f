import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { Dialog, DialogActions } from '../../kit/overlay/dialog.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
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
    <Dialog title={t('account.sessions.endOthers')} onClose={onClose}>
      <div className="dialog__body">
        {end.error === null ? null : <FailureNotice title={t('kit.formProblem')} error={end.error} />}
        <p>{t('account.sessions.endOthersText', { count })}</p>
      </div>
      <DialogActions>
        <Button color="neutral" variant="secondary" onClick={onClose}>
          {t('kit.cancel')}
        </Button>
        <Button color="error" isBusy={end.isPending} onClick={() => end.mutate()}>
          {t('account.sessions.endOthersSubmit')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
