import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../kit/overlay/dialog.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { CreateMailboxForm } from './create-mailbox-form.tsx';
import { CreatedMailbox } from './created-mailbox.tsx';
import type { Made } from './creation.ts';

type Props = { readonly domain: Domain; readonly onClose: () => void };

/** Creates a mailbox, then says what happens now. */
export function CreateMailboxDialog({ domain, onClose }: Props) {
  const { t } = useTranslation();
  const [made, setMade] = useState<Made>();
  return (
    <Dialog
      title={t(made === undefined ? 'mailboxes.creation.title' : 'mailboxes.made.title')}
      onClose={onClose}
    >
      {made === undefined ? (
        <CreateMailboxForm domain={domain} onClose={onClose} onMade={setMade} />
      ) : (
        <CreatedMailbox domain={domain} made={made} onAnother={() => setMade(undefined)} />
      )}
    </Dialog>
  );
}
