import type { MailDomain, Registration } from '../../domain/mail-domain/mail-domain.ts';
import { parseMailDomainName } from '../../domain/mail-domain/mail-domain-name.ts';
import { slugCandidates } from '../../domain/mail-domain/mail-domain-slug.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainAccessId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import { afterCommit } from '../shared/after-commit.ts';
import { ensureRoom } from '../shared/ensure-room.ts';
import { mailDomainTopic } from '../shared/mail-topics.ts';
import { type OutsideGate, quarantined } from '../shared/outside-gate.ts';
import type { ProvisioningWaits } from '../shared/settings/provisioning-waits.ts';
import type { Signals } from '../shared/signals.ts';
import type { Counted } from '../shared/stored-counts.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { mailDomainAuditSubject } from './mail-domain-audit-subject.ts';
import type { MailDomainQueries, MailDomainView } from './mail-domain-queries.ts';

type Input = { readonly name: string; readonly supportEmail: string };

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'mailDomainAccesses' | 'storedCounts' | 'outbox' | 'audit'>
  >;
  mailDomainQueries: MailDomainQueries;
  signals: Signals;
  clock: Clock;
  ids: IdGenerator;
  waits: ProvisioningWaits;
  outsideGate: OutsideGate;
  /** Most domains that wait for their owners in one organization, or of one owner who belongs to none. */
  pendingMailDomainsMax: number;
};

export type CreateMailDomain = (actor: Actor, input: Input) => Promise<MailDomainView>;

/**
 * Creates a mail domain owned by the actor and registers it with the provisioner. Nothing is stored when the provisioner
 * refuses it or cannot be reached; a first check that takes too long leaves the domain `pending`.
 *
 * @throws DomainError `mail_domain.invalid_name`, `mail_domain.name_taken`, `mail_domain.refused`, `list.full`,
 *   `installation.quarantined` or of the provisioner (`mail_provisioner.…`)
 */
export const makeCreateMailDomain =
  ({
    unitOfWork,
    mailDomainQueries,
    signals,
    clock,
    ids,
    waits,
    outsideGate,
    pendingMailDomainsMax,
  }: Deps): CreateMailDomain =>
  async (actor, { name: written, supportEmail }) => {
    const now = clock.now();
    const draft: Omit<MailDomain, 'slug'> = {
      id: ids.next<MailDomainId>(),
      name: parseMailDomainName(written),
      status: 'pending',
      registration: { state: 'queued' },
      supportEmail,
      organizationId: null,
      lastCheckDetails: null,
      lastCheckTests: null,
      lastCheckedAt: null,
      expectedConfig: null,
      unprovenSince: now,
      endAnnouncedAt: null,
      createdAt: now,
      updatedAt: now,
    };

    const storeUnderFreeSlug = async ({
      mailDomains,
    }: Pick<Repositories, 'mailDomains'>): Promise<string> => {
      for (const slug of slugCandidates(draft.name)) {
        if ((await mailDomains.insert({ ...draft, slug })) === 'inserted') return slug;
      }
      throw new Error('slug candidates never end');
    };

    /** Removes the domain unless it is registered; returns why it was removed, or undefined when it stays. */
    const giveUpUnlessRegistered = (): Promise<DomainError | undefined> =>
      unitOfWork.run(async ({ mailDomains, audit }) => {
        const registration = (await mailDomains.lock(draft.id))?.registration ?? { state: 'queued' };
        if (registration.state === 'registered') return undefined;
        // Only after a request may the provisioner have the name because of us.
        const mayBeThere =
          registration.state === 'asked' ||
          (registration.state === 'unreachable' && registration.code !== 'mail_provisioner.forbidden');
        if (mayBeThere) await mailDomains.rememberUnconfirmed(draft.name, clock.now());
        await mailDomains.delete(draft.id);
        const failure = failureOf(registration, outsideGate);
        await audit.append(actor, {
          ...mailDomainAuditSubject(draft, actor),
          at: clock.now(),
          action: 'mail_domain.deleted',
          details: { code: failure.code },
        });
        return failure;
      });

    const subscription = await signals.subscribe(mailDomainTopic(draft.id));
    try {
      const slug = await unitOfWork.run(
        async ({ mailDomains, mailDomainAccesses, storedCounts, outbox, audit }) => {
          await ensureRoom({ storedCounts }, pendingOf(actor), pendingMailDomainsMax);
          const freeSlug = await storeUnderFreeSlug({ mailDomains });
          await mailDomainAccesses.insertIfAbsent({
            id: ids.next<MailDomainAccessId>(),
            mailDomainId: draft.id,
            userId: actor.userId,
            role: 'owner',
            createdAt: now,
            updatedAt: now,
          });
          await audit.append(actor, {
            ...mailDomainAuditSubject(draft, actor),
            at: now,
            action: 'mail_domain.created',
            subjectId: actor.userId,
            details: { role: 'owner' },
          });
          await outbox.append({ name: 'register_mail_domain', mailDomainId: draft.id });
          return freeSlug;
        },
      );

      const view = async (): Promise<MailDomainView> => {
        const found = await mailDomainQueries.findBySlug(actor.userId, slug);
        if (!found) throw new DomainError('mail_domain.not_found', 'The domain is gone');
        return found;
      };

      if (!outsideGate.isClosed) await subscription.next(waits.registrationMs);
      const failure = await afterCommit(giveUpUnlessRegistered());
      if (failure) throw failure;
      if ((await afterCommit(view())).lastCheckedAt === null) await subscription.next(waits.usualMs);
      return await afterCommit(view());
    } finally {
      subscription.close();
    }
  };

/** The domains that count with a new one of the actor. */
const pendingOf = ({ userId, organizationId }: Actor): Counted =>
  organizationId === null
    ? { kind: 'pending_domains_of_owner', id: userId }
    : { kind: 'pending_domains_of_organization', id: organizationId };

function failureOf(registration: Registration, { isClosed }: OutsideGate): DomainError {
  if (registration.state === 'refused') {
    const { code, reason } = registration;
    return new DomainError(code, 'The provisioner refused the domain', { params: { reason } });
  }
  if (isClosed) return quarantined();
  const code = registration.state === 'unreachable' ? registration.code : 'mail_provisioner.unavailable';
  return new DomainError(code, 'The provisioner did not take the domain in time');
}
