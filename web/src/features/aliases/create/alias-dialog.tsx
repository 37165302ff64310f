import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../kit/overlay/dialog.tsx';
import { useDomain } from '../../../lib/use-domain.ts';
import { AliasForm } from './alias-form.tsx';

type Props = { readonly localPart: string; readonly onClose: () => void };

/** A new alias; its name may come from elsewhere, such as from a mailbox that could not have it. */
export function NewAliasDialog({ localPart, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('aliases.add')} onClose={onClose}>
      <AliasForm localPart={localPart} isNew onClose={onClose} />
    </Dialog>
  );
}

/** More destinations for an alias. */
export function AddDestinationsDialog({ localPart, onClose }: Props) {
  const { t } = useTranslation();
  const { displayName } = useDomain();
  return (
    <Dialog
      title={t('aliases.addDestinationsTo', { alias: `${localPart}@${displayName}` })}
      onClose={onClose}
    >
      <AliasForm localPart={localPart} isNew={false} onClose={onClose} />
    </Dialog>
  );
}
