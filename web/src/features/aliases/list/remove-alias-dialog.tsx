import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import type { Alias } from '../alias.ts';
import { useChange } from './use-change.ts';

type Props = { readonly alias: Alias; readonly onClose: () => void };

/** Removes an alias with all its destinations, once what comes of it has been read. */
export function RemoveAliasDialog({ alias, onClose }: Props) {
  const { t } = useTranslation();
  const { slug } = useDomain();
  const what = { alias: alias.displayAddress, count: alias.destinationCount };
  const removal = useChange(
    trpc.aliases.deleteAll.mutationOptions(),
    t('aliases.removal.allDone', what),
    onClose,
  );
  return (
    <ConfirmDialog
      title={t('aliases.removal.allTitle', what)}
      submit={t('aliases.removal.allSubmit')}
      isBusy={removal.isBusy}
      error={removal.error}
      onConfirm={() => removal.run({ domainSlug: slug, localPart: alias.localPart })}
      onClose={onClose}
    >
      <p>{t('aliases.removal.allText', what)}</p>
      <p>{t(alias.hasMailbox ? 'aliases.removal.mailboxAgain' : 'aliases.removal.bounces', what)}</p>
    </ConfirmDialog>
  );
}
