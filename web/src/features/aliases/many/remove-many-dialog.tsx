import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../i18n/failure-text.ts';
import { Button } from '../../../kit/action/button.tsx';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import { Dialog, DialogActions } from '../../../kit/overlay/dialog.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import { showToast } from '../../../lib/toasts.ts';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { refreshAliases } from '../refresh-aliases.ts';
import type { ChosenAlias } from './chosen-alias.ts';

type Props = {
  readonly chosen: readonly ChosenAlias[];
  readonly onClose: () => void;
  /** Called once it is asked for, while what was refused is still shown. */
  readonly onDone: () => void;
};

/** Removes the chosen aliases, once what comes of it has been read; tells of each that could not be removed why. */
export function RemoveManyDialog({ chosen: given, onClose, onDone }: Props) {
  const { t } = useTranslation();
  // The selection is let go once they are asked for; their names are still told.
  const [chosen] = useState(given);
  const { slug } = useDomain();
  const removal = useMutation(
    trpc.aliases.deleteMany.mutationOptions({
      onSuccess: (outcomes) => {
        onDone();
        if (outcomes.some(({ outcome }) => outcome === 'refused')) return;
        showToast({ kind: 'success', text: t('aliases.many.asked', { count: outcomes.length }) });
        onClose();
      },
      onSettled: refreshAliases,
    }),
  );
  const wanted = chosen.filter(({ abilities }) => abilities.delete);
  const [count, left] = [wanted.length, chosen.length - wanted.length];
  if (removal.data !== undefined) {
    const refused = removal.data.filter((one) => one.outcome === 'refused');
    const asked = removal.data.length - refused.length;
    return (
      <Dialog title={t('aliases.many.outcome')} onClose={onClose}>
        <div className="dialog__body" role="status">
          {asked === 0 ? null : (
            <Notice tone="success">
              <p>{t('aliases.many.asked', { count: asked })}</p>
            </Notice>
          )}
          <Notice tone="warning" title={t('aliases.many.refused', { count: refused.length })}>
            <ul className="scrolled">
              {refused.map(({ localPart, code }) => (
                <li key={localPart}>
                  <strong>{chosen.find(({ id }) => id === localPart)?.displayAddress ?? localPart}: </strong>
                  {failureText({ code, params: {} })}
                </li>
              ))}
            </ul>
          </Notice>
        </div>
        <DialogActions>
          <Button onClick={onClose}>{t('kit.close')}</Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={t('aliases.many.title', { count })}
      submit={t('aliases.many.remove', { count })}
      isBusy={removal.isPending}
      error={removal.error}
      onConfirm={() =>
        removal.mutate({ domainSlug: slug, localParts: wanted.map(({ localPart }) => localPart) })
      }
      onClose={onClose}
    >
      <p>{t('aliases.many.text')}</p>
      <ul className="scrolled">
        {wanted.map(({ id, displayAddress, hasMailbox }) => (
          <li key={id}>
            {displayAddress}
            {hasMailbox ? ` – ${t('aliases.many.mailboxAgain')}` : null}
          </li>
        ))}
      </ul>
      {left === 0 ? null : <p>{t('aliases.many.left', { count: left })}</p>}
      <p className="quiet">{t('aliases.many.inBackground')}</p>
    </ConfirmDialog>
  );
}
