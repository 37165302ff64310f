import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { showFailure } from '../../../kit/overlay/show-failure.ts';
import { showToast } from '../../../lib/toasts.ts';
import type { AccessPlace, Invitation } from '../place/access-place.ts';
import type { Deed } from '../place/deed.ts';
import { RowActions } from './row-actions.tsx';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly invitation: Invitation<Role>;
  /** Of the one reason for all rows; undefined when each has its own. */
  readonly refusalId: string | undefined;
  readonly reasonOfRole: (roles: readonly Role[]) => string;
  readonly onDeed: (deed: Deed<Role>) => void;
};

/** What can be done with an invitation: to send it again, or to withdraw it. */
export function InvitationActions<Role extends string>({
  place,
  invitation,
  refusalId,
  reasonOfRole,
  onDeed,
}: Props<Role>) {
  const { t } = useTranslation();
  const { id, email, abilities } = invitation;
  const sending = useMutation({
    mutationFn: () => place.sendAgain(id),
    onSuccess: ({ outcome }) =>
      showToast({
        kind: 'success',
        text: t(outcome === 'invited' ? 'access.invitations.sentAgain' : 'access.give.givenAtOnce', {
          email,
        }),
      }),
    onError: showFailure,
    onSettled: () => place.refresh(),
  });
  const refusedFor = abilities.refresh ? undefined : abilities.allowedFor.refresh;
  const reason = refusalId === undefined && refusedFor !== undefined ? reasonOfRole(refusedFor) : undefined;
  return (
    <RowActions
      whose={email}
      reason={reason}
      refusalId={refusalId}
      actions={[
        {
          text: t('access.invitations.sendAgain'),
          isAllowed: abilities.refresh,
          isBusy: sending.isPending,
          onPress: () => sending.mutate(),
        },
        {
          text: t('access.invitations.withdraw'),
          isAllowed: abilities.delete,
          isDestructive: true,
          onPress: () => onDeed({ kind: 'withdraw', invitation }),
        },
      ]}
    />
  );
}
