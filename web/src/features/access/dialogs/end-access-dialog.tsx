import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import { useMe } from '../../../lib/me.ts';
import type { Access, AccessPlace } from '../place/access-place.ts';
import { nameOf } from '../place/name-of.ts';
import { useDeed } from './use-deed.ts';

type Props<Role extends string> = {
  readonly place: AccessPlace<Role>;
  readonly access: Access<Role>;
  readonly onClose: () => void;
};

/** Takes somebody's access away, or one's own. */
export function EndAccessDialog<Role extends string>({ place, access, onClose }: Props<Role>) {
  const { t } = useTranslation();
  const isOwn = access.user.id === useMe().id;
  const kind = isOwn ? 'leaving' : 'removal';
  const words = { name: place.name, person: nameOf(access.user, t) };
  const ending = useDeed(place, {
    send: () => place.remove(access.id),
    told: () => t(`access.${kind}.done`, words),
    isEnd: isOwn,
    onClose,
  });
  return (
    <ConfirmDialog
      title={t(`access.${kind}.title`, words)}
      submit={t(`access.${kind}.submit`)}
      isBusy={ending.isPending}
      error={ending.error}
      onConfirm={() => ending.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t(`access.${kind}.text`, words)}</p>
    </ConfirmDialog>
  );
}
