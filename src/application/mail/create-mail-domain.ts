import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { parseMailDomainName } from '../../domain/mail/mail-domain-name.ts';
import { slugCandidates } from '../../domain/mail/mail-domain-slug.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainAccessId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type { MailDomainQueries, MailDomainView } from '../ports/queries.ts';
import type { Signals } from '../ports/signals.ts';
import type { Clock, IdGenerator } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { mailDomainTopic } from './mail-topics.ts';

type Input = { readonly name: string; readonly supportEmail: string };
type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'mailDomainAccesses' | 'outbox'>>;
  mailDomainQueries: MailDomainQueries;
  signals: Signals;
  clock: Clock;
  ids: IdGenerator;
  waits: ProvisioningWaits;
};

/** How long a request waits for a job, in milliseconds. */
export type ProvisioningWaits = Readonly<{
  /** For the provisioner to say whether it takes a domain: there is no good answer without it. */
  registrationMs: number;
  /** For anything that may as well be finished later. */
  usualMs: number;
}>;

export type CreateMailDomain = (actor: Actor, input: Input) => Promise<MailDomainView>;

/**
 * Creates a mail domain owned by the actor and has the provisioner take it. Nothing is kept when the provisioner
 * refuses it or cannot be reached; a first check that takes too long leaves the domain `pending`.
 *
 * @throws DomainError `mail_domain.invalid_name`, `mail_domain.name_taken`, `mail_domain.refused` or
 *   of the provisioner (`mail_provisioner.…`)
 */
export const makeCreateMailDomain =
  ({ unitOfWork, mailDomainQueries, signals, clock, ids, waits }: Deps): CreateMailDomain =>
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
      lastCheckedAt: null,
      expectedConfig: null,
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

    /** Removes the domain unless it was registered meanwhile; true when it is gone. */
    const giveUp = (unconfirmed: boolean): Promise<boolean> =>
      unitOfWork.run(async ({ mailDomains }) => {
        const current = await mailDomains.lock(draft.id);
        if (current?.registration.state === 'registered') return false;
        if (unconfirmed) await mailDomains.rememberUnconfirmed(draft.name, clock.now());
        await mailDomains.delete(draft.id);
        return true;
      });

    const subscription = await signals.subscribe(mailDomainTopic(draft.id));
    try {
      const slug = await unitOfWork.run(async ({ mailDomains, mailDomainAccesses, outbox }) => {
        const freeSlug = await storeUnderFreeSlug({ mailDomains });
        await mailDomainAccesses.insertIfAbsent({
          id: ids.next<MailDomainAccessId>(),
          mailDomainId: draft.id,
          userId: actor.userId,
          role: 'owner',
          createdAt: now,
          updatedAt: now,
        });
        await outbox.append({ name: 'register_mail_domain', mailDomainId: draft.id });
        return freeSlug;
      });

      const view = async (): Promise<MailDomainView> => {
        const found = await mailDomainQueries.findBySlug(actor.userId, slug);
        if (!found) throw new DomainError('mail_domain.not_found', 'The domain is gone');
        return found;
      };

      await subscription.next(waits.registrationMs);
      const { registration } = await view();
      if (registration.state === 'refused') {
        await giveUp(false);
        throw new DomainError(registration.code, 'The provisioner refused the domain', {
          params: { reason: registration.reason },
        });
      }
      if (registration.state !== 'registered' && (await giveUp(true))) {
        const code =
          registration.state === 'unreachable' ? registration.code : 'mail_provisioner.unavailable';
        throw new DomainError(code, 'The provisioner did not take the domain');
      }
      if ((await view()).lastCheckedAt === null) await subscription.next(waits.usualMs);
      return await view();
    } finally {
      subscription.close();
    }
  };
