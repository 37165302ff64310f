import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import type { AccessPlace, Invitation } from '../place/access-place.ts';
import { useDeed } from './use-deed.ts';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly invitation: Invitation<Role>;
  readonly onClose: () => void;
};

/** Withdraws an invitation. */
export function WithdrawDialog<Role extends string>({ place, invitation, onClose }: Props<Role>) {
  const { t } = useTranslation();
  const words = { name: place.name, email: invitation.email };
  const withdrawing = useDeed(place, {
    send: () => place.withdraw(invitation.id),
    told: () => t('access.invitations.withdrawal.done', words),
    onClose,
  });
  return (
    <ConfirmDialog
      title={t('access.invitations.withdrawal.title', words)}
      submit={t('access.invitations.withdrawal.submit')}
      isBusy={withdrawing.isPending}
      error={withdrawing.error}
      onConfirm={() => withdrawing.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('access.invitations.withdrawal.text', words)}</p>
    </ConfirmDialog>
  );
}
