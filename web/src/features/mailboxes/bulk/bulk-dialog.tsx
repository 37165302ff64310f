import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/overlay/confirm-dialog.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import { queryClient, trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import { addressIn } from '../mailbox.ts';
import { refreshMailboxes } from '../refresh-mailboxes.ts';
import type { BulkAction, BulkChange, Chosen } from './bulk.ts';
import { LeftAsTheyAre } from './left-as-they-are.tsx';
import { handedOver, refusedGroups } from './refused-groups.ts';

type Props = {
  readonly domain: Domain;
  readonly action: BulkAction;
  readonly chosen: readonly Chosen[];
  readonly onClose: () => void;
  readonly onDone: (change: BulkChange) => void;
};

/** What comes of each action, above all what cannot be undone. */
const CONSEQUENCES = {
  enable: ['bulk.dialogs.enable.text'],
  disable: [
    'bulk.dialogs.disable.text',
    'bulk.dialogs.disable.lost',
    'bulk.dialogs.disable.signedOut',
    'bulk.dialogs.disable.again',
  ],
  resetPassword: [
    'bulk.dialogs.resetPassword.text',
    'bulk.dialogs.resetPassword.former',
    'bulk.dialogs.resetPassword.signedOut',
  ],
  sendLoginLink: ['bulk.dialogs.sendLoginLink.text'],
  delete: ['bulk.dialogs.delete.text', 'bulk.dialogs.delete.free'],
} as const satisfies Record<BulkAction, readonly string[]>;

/**
 * Says what comes of a change of many mailboxes before it is sent. It is sent under one id: pressed again because the answer
 * was lost, it is not made a second time.
 */
export function BulkDialog({ domain, action, chosen, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [changeId] = useState(() => crypto.randomUUID());
  const change = useMutation(
    trpc.mailboxes.changeMany.mutationOptions({
      onSuccess: (made) => {
        const request = { domainSlug: domain.slug, changeId: made.id };
        queryClient.setQueryData(trpc.mailboxes.getBulkChange.queryKey(request), made);
        onDone(made);
      },
      onSettled: () => refreshMailboxes(domain.slug),
    }),
  );
  const toHandOver = handedOver(chosen, action);
  const refused = refusedGroups(
    chosen.filter((one) => !toHandOver.includes(one)),
    action,
  );
  const count = chosen.length - toHandOver.length - refused.reduce((sum, [, some]) => sum + some.length, 0);
  return (
    <ConfirmDialog
      title={t(`bulk.dialogs.${action}.title`, { count })}
      submit={t(`bulk.dialogs.${action}.submit`, { count })}
      color={action === 'disable' || action === 'delete' ? 'error' : 'brand'}
      isBusy={change.isPending}
      error={change.error}
      onConfirm={() =>
        change.mutate({
          domainSlug: domain.slug,
          changeId,
          action,
          mailboxIds: chosen.map((mailbox) => mailbox.id),
        })
      }
      onClose={onClose}
    >
      {count === 0 ? null : (
        <ul className="bullets">
          {CONSEQUENCES[action].map((consequence) => (
            <li key={consequence}>{t(consequence)}</li>
          ))}
        </ul>
      )}
      {toHandOver.length === 0 ? null : (
        <Notice tone="info" title={t('bulk.handOver.dialog', { count: toHandOver.length })}>
          <ul className="scrolled">
            {toHandOver.map(({ id, localPart }) => (
              <li key={id}>{addressIn(domain, localPart)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <LeftAsTheyAre domain={domain} groups={refused} />
      {count === 0 ? null : <p className="quiet">{t('bulk.dialogs.inBackground')}</p>}
    </ConfirmDialog>
  );
}
