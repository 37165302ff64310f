import { ensureMayOnMailbox } from '../../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxBulkChangeId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import {
  type BulkChangeView,
  type BulkChangeViewer,
  viewBulkChange,
  viewedMailboxes,
} from './bulk-change-view.ts';
import type { BulkChangeSummary } from './mailbox-bulk-change-repository.ts';
import { REMEMBERED_MS } from './remembered.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailboxes' | 'mailboxBulkChanges' | 'organizations'>;
type Deps = { unitOfWork: UnitOfWork<Stores> };

export type ReadBulkChange = (
  actor: Actor,
  input: Readonly<{ slug: string; id: MailboxBulkChangeId }>,
) => Promise<BulkChangeView>;

/**
 * What has become of a bulk change by now, for everybody who may do the like.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.action_forbidden`, `mailbox_bulk_change.not_found`
 */
export const makeReadBulkChange =
  ({ unitOfWork, passwordSettings }: Deps & Pick<BulkChangeViewer, 'passwordSettings'>): ReadBulkChange =>
  (actor, { slug, id }) =>
    unitOfWork.run(async ({ mailDomains, mailboxes, mailboxBulkChanges, organizations }) => {
      const place = await mailDomains.findBySlugFor(slug, actor.userId);
      ensureMayOnMailbox(place?.role, false, 'update');
      const change = place && (await mailboxBulkChanges.find(place.mailDomain.id, id));
      if (!change) throw new DomainError('mailbox_bulk_change.not_found', 'No such bulk change');
      const present = await mailboxes.findMany(viewedMailboxes(change));
      return viewBulkChange({ organizations }, { actor, place, passwordSettings }, change, present);
    });

export type FindLatestBulkChange = (actor: Actor, slug: string) => Promise<BulkChangeSummary | undefined>;

/**
 * The bulk change of a domain that was asked for last, whoever asked: the way back to it.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.action_forbidden`
 */
export const makeFindLatestBulkChange =
  ({ unitOfWork, clock }: Deps & { readonly clock: Clock }): FindLatestBulkChange =>
  (actor, slug) =>
    unitOfWork.run(async ({ mailDomains, mailboxBulkChanges }) => {
      const place = await mailDomains.findBySlugFor(slug, actor.userId);
      ensureMayOnMailbox(place?.role, false, 'update');
      const since = new Date(clock.now().getTime() - REMEMBERED_MS);
      return place && mailboxBulkChanges.findLatest(place.mailDomain.id, since);
    });
