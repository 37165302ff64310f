import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../i18n/failure-text.ts';
import { Button } from '../../../kit/action/button.tsx';
import { failureOf } from '../../../lib/failure.ts';
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
    onError: (error) => {
      const failure = failureOf(error);
      showToast({ kind: 'error', text: failureText(failure), requestId: failure.requestId });
    },
    onSettled: () => place.refresh(),
  });
  const refusedFor = abilities.refresh ? undefined : abilities.allowedFor.refresh;
  const reason = refusalId === undefined && refusedFor !== undefined ? reasonOfRole(refusedFor) : undefined;
  const whose = <span className="visually-hidden"> – {email}</span>;
  const looks = { size: 'small', variant: 'secondary' } as const;
  return (
    <RowActions reason={reason}>
      {(reasonId) => {
        const refused = { isOff: true, 'aria-describedby': refusalId ?? reasonId };
        return (
          <>
            <Button
              {...looks}
              {...(abilities.refresh ? {} : refused)}
              isBusy={sending.isPending}
              onClick={() => sending.mutate()}
            >
              {t('access.invitations.sendAgain')}
              {whose}
            </Button>
            <Button
              {...looks}
              color="error"
              {...(abilities.delete ? {} : refused)}
              onClick={() => onDeed({ kind: 'withdraw', invitation })}
            >
              {t('access.invitations.withdraw')}
              {whose}
            </Button>
          </>
        );
      }}
    </RowActions>
  );
}
