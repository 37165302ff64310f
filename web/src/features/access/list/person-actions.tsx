import { useTranslation } from 'react-i18next';
import { useMe } from '../../../lib/me.ts';
import type { Access } from '../place/access-place.ts';
import type { Deed } from '../place/deed.ts';
import { nameOf } from '../place/name-of.ts';
import { RowActions } from './row-actions.tsx';

type Props<Role extends string> = {
  readonly access: Access<Role>;
  readonly onDeed: (deed: Deed<Role>) => void;
  /** Of the one reason for all rows; undefined when each has its own. */
  readonly refusalId: string | undefined;
  readonly reasonOfRole: (roles: readonly Role[]) => string;
};

/** What can be done with an access: another role, or its end. */
export function PersonActions<Role extends string>({ access, onDeed, refusalId, reasonOfRole }: Props<Role>) {
  const { t } = useTranslation();
  const me = useMe();
  const { user, abilities } = access;
  const reasons = {
    role: refusalId === undefined ? reasonOfRole(abilities.allowedFor) : undefined,
    last_owner: t('access.lastOwner'),
  };
  const reason = abilities.refusal === null ? undefined : reasons[abilities.refusal];
  return (
    <RowActions
      whose={nameOf(user, t)}
      reason={reason}
      refusalId={refusalId}
      actions={[
        {
          text: t('access.changeRole'),
          isAllowed: abilities.refusal === null && abilities.setRoleTo.length > 0,
          onPress: () => onDeed({ kind: 'change', access }),
        },
        {
          text: t(user.id === me.id ? 'access.leave' : 'access.remove'),
          isAllowed: abilities.delete,
          isDestructive: true,
          onPress: () => onDeed({ kind: 'end', access }),
        },
      ]}
    />
  );
}
