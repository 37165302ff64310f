import type { AccessPlace, Management } from '../place/access-place.ts';
import type { Deed } from '../place/deed.ts';
import { ChangeRoleDialog } from './change-role-dialog.tsx';
import { EndAccessDialog } from './end-access-dialog.tsx';
import { GiveAccessDialog } from './give-access-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly management: Management<Role>;
  readonly deed: Deed<Role> | undefined;
  readonly onClose: () => void;
};

/** The dialog of what a person is about to do, if anything. */
export function DeedDialog<Role extends string>({ place, management, deed, onClose }: Props<Role>) {
  switch (deed?.kind) {
    case undefined:
      return null;
    case 'give':
      return <GiveAccessDialog place={place} management={management} onClose={onClose} />;
    case 'change':
      return (
        <ChangeRoleDialog place={place} management={management} access={deed.access} onClose={onClose} />
      );
    case 'end':
      return <EndAccessDialog place={place} access={deed.access} onClose={onClose} />;
    case 'withdraw':
      return <WithdrawDialog place={place} invitation={deed.invitation} onClose={onClose} />;
  }
}
