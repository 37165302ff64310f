import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import type { Alias, Destination } from '../alias.ts';
import { useChange } from './use-change.ts';

type Props = { readonly alias: Alias; readonly destination: Destination; readonly onClose: () => void };

/** Takes one destination from an alias, once what comes of it has been read. */
export function RemoveDestinationDialog({ alias, destination, onClose }: Props) {
  const { t } = useTranslation();
  const { slug } = useDomain();
  const what = { alias: alias.displayAddress, destination: destination.displayDestination };
  const removal = useChange(
    trpc.aliases.delete.mutationOptions(),
    t('aliases.removal.oneDone', what),
    onClose,
  );
  const isLast = alias.destinations.filter(({ id }) => id !== null).length === 1;
  return (
    <ConfirmDialog
      title={t('aliases.removal.oneTitle')}
      submit={t('aliases.removal.oneSubmit')}
      isBusy={removal.isBusy}
      error={removal.error}
      onConfirm={() => {
        if (destination.id !== null) removal.run({ domainSlug: slug, id: destination.id });
      }}
      onClose={onClose}
    >
      <p>{t('aliases.removal.oneText', what)}</p>
      {isLast ? (
        <p>{t(alias.hasMailbox ? 'aliases.removal.mailboxAgain' : 'aliases.removal.bounces', what)}</p>
      ) : null}
    </ConfirmDialog>
  );
}
