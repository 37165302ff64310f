import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import { type DriftResolution, ensureResolvable } from '../../../domain/provisioning/drift.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { UnitOfWork } from '../../unit-of-work.ts';
import type { ConfirmDrift } from './confirm-drift.ts';
import type { SettleDrift, SettlingStores } from './settle-drift.ts';

type Deps = {
  unitOfWork: UnitOfWork<SettlingStores>;
  settleDrift: SettleDrift;
  confirmDrift: ConfirmDrift;
};
type Choice = { readonly id: DriftLineId; readonly resolution: DriftResolution };

/** Locks the domain for a person who may settle its lines. */
type Lock = (stores: SettlingStores) => Promise<MailDomain>;

/**
 * The provisioner is asked between two transactions, so that none waits for it; the second one reads everything again.
 */
const resolve = async (
  { unitOfWork, settleDrift, confirmDrift }: Deps,
  author: AuditAuthor,
  { id, resolution }: Choice,
  lock: Lock,
): Promise<void> => {
  const [known, line] = await unitOfWork.run(async (stores) => {
    const mailDomain = await lock(stores);
    const found = await stores.drift.lockLine(mailDomain.id, id);
    if (!found) throw new DomainError('drift.not_found', 'No such line');
    ensureResolvable(found, resolution);
    return [mailDomain, found] as const;
  });
  await confirmDrift(known, line, resolution);
  await unitOfWork.run(async (stores) => {
    const mailDomain = await lock(stores);
    await settleDrift(stores, author, { mailDomain, id, resolution });
  });
};

export type ResolveDrift = (actor: Actor, input: Choice & { readonly slug: string }) => Promise<void>;

/**
 * Settles one line of a domain's report, for its administrators and owners.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, and those of `SettleDrift` and `ConfirmDrift`
 */
export const makeResolveDrift =
  (deps: Deps): ResolveDrift =>
  (actor, { slug, ...choice }) =>
    resolve(deps, actor, choice, async ({ mailDomains }) => {
      const found = await mailDomains.holdBySlugFor(slug, actor.userId);
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      ensureMay(found.role, 'post');
      return found.mailDomain;
    });

export type ResolveDriftAsOperator = (
  author: AuditAuthor,
  input: Choice & { readonly mailDomainId: MailDomainId },
) => Promise<void>;

/** As `ResolveDrift`, for operators. @throws DomainError `mail_domain.not_found`, … */
export const makeResolveDriftAsOperator =
  (deps: Deps): ResolveDriftAsOperator =>
  (author, { mailDomainId, ...choice }) =>
    resolve(deps, author, choice, async ({ mailDomains }) => {
      const mailDomain = await mailDomains.lock(mailDomainId);
      if (!mailDomain) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      return mailDomain;
    });
