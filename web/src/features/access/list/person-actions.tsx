import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
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
  const whose = <span className="visually-hidden"> – {nameOf(user, t)}</span>;
  const looks = { size: 'small', variant: 'secondary' } as const;
  return (
    <RowActions reason={reason}>
      {(id) => {
        const refused = { isOff: true, 'aria-describedby': refusalId ?? id };
        return (
          <>
            <Button
              {...looks}
              {...(abilities.refusal === null && abilities.setRoleTo.length > 0 ? {} : refused)}
              onClick={() => onDeed({ kind: 'change', access })}
            >
              {t('access.changeRole')}
              {whose}
            </Button>
            <Button
              {...looks}
              color="error"
              {...(abilities.delete ? {} : refused)}
              onClick={() => onDeed({ kind: 'end', access })}
            >
              {t(user.id === me.id ? 'access.leave' : 'access.remove')}
              {whose}
            </Button>
          </>
        );
      }}
    </RowActions>
  );
}
