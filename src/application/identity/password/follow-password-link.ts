import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import {
  ensurePasswordLinkLeads,
  type PasswordLink,
  type PasswordLinkPurpose,
} from '../../../domain/identity/password-link.ts';
import { normalizePassword } from '../../../domain/identity/password-rules.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId, PasswordLinkId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { linkIdOf } from '../../notification/link-address.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { Clock, IdGenerator, TextDigest } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { makeJudgePassword, type PasswordJudgement } from './judge-password.ts';
import { findPasswordOwner, type PasswordOwner } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';
import type { PasswordStrength } from './password-strength.ts';
import { makeReplacePassword, type ReplacingStores } from './replace-password.ts';

type Stores = ReplacingStores & Pick<Repositories, 'mailDomains' | 'organizations'>;
type Reading = { unitOfWork: UnitOfWork<Stores>; digest: TextDigest; clock: Clock };
type Deps = Reading & {
  ids: IdGenerator;
  passwordHasher: PasswordHasher;
  passwordStrength: PasswordStrength;
  actionCounters: ActionCounters;
  passwordSettings: PasswordSettings;
};

/** What the page of a link says before anybody acts. */
export type PasswordLinkView = Readonly<{
  address: string;
  purpose: PasswordLinkPurpose;
  expiresAt: Date;
  /** Of the mail, or of the administrator who handed the link over. */
  language: Language;
}>;

type Live = Readonly<{ link: PasswordLink; owner: PasswordOwner }>;

const viewOf = ({ link, owner }: Live): PasswordLinkView => ({
  address: owner.account.address,
  purpose: link.purpose,
  expiresAt: link.expiresAt,
  language: link.language,
});

/**
 * @throws DomainError `password_link.not_found` when no link has that token, or its owner may not sign in any more, and
 *   those of `ensurePasswordLinkLeads`
 */
async function findLive(
  { clock, digest }: Pick<Reading, 'digest' | 'clock'>,
  stores: Stores,
  token: string,
  { locks }: { readonly locks: boolean },
): Promise<Live> {
  const id = linkIdOf<PasswordLinkId>(digest, token);
  const found = await stores.passwordLinks.find(id);
  // The mailbox is locked before its links, as by all who issue or end them.
  const owner = found && (await findPasswordOwner(stores, found.mailboxId, { locks }));
  const link = owner && locks ? await stores.passwordLinks.lock(id) : found;
  if (!owner || !link) throw new DomainError('password_link.not_found', 'The link leads nowhere');
  ensurePasswordLinkLeads(link, owner.mailbox, owner.mailDomain, clock.now());
  return { link, owner };
}

export type ReadPasswordLink = (token: string) => Promise<PasswordLinkView>;

/** What a link offers. Reading it, as mail scanners do, changes nothing. @throws DomainError `password_link.…` */
export const makeReadPasswordLink =
  ({ unitOfWork, ...reading }: Reading): ReadPasswordLink =>
  (token) =>
    unitOfWork.run(async (stores) => viewOf(await findLive(reading, stores, token, { locks: false })));

export type SetPasswordByLink = (
  attempt: Readonly<{ token: string; password: string; origin: RequestOrigin }>,
) => Promise<
  | (Readonly<{ outcome: 'set'; mailboxId: MailboxId }> & PasswordLinkView)
  | (Readonly<{ outcome: 'refused' }> & PasswordLinkView & PasswordJudgement)
  | (Readonly<{ outcome: 'slowed_down'; seconds: number }> & PasswordLinkView)
>;

/**
 * Gives the owner of a mailbox the password that the bearer of a link chose: once, and only one that the rules allow. A
 * refused one leaves the link as it was. The link identifies no person: the audit entry has the origin of the request.
 *
 * @throws DomainError `password_link.not_found`, `password_link.expired`, `password_link.used`, `password_link.replaced`
 */
export const makeSetPasswordByLink = (deps: Deps): SetPasswordByLink => {
  const { unitOfWork, passwordHasher, actionCounters, clock } = deps;
  const judgePassword = makeJudgePassword(deps);
  const replacePassword = makeReplacePassword(deps);

  return async ({ token, password: typed, origin }) => {
    const seen = await unitOfWork.run((stores) => findLive(deps, stores, token, { locks: false }));
    const view = viewOf(seen);
    // Judging and hashing cost more than anything else that strangers can ask of us.
    const seconds = await actionCounters.take('password_choice', seen.link.mailboxId, clock.now());
    if (seconds > 0) return { outcome: 'slowed_down', seconds, ...view };
    const password = normalizePassword(typed);
    const judgement = await judgePassword(password, seen.owner);
    if (judgement.faults.length > 0) return { outcome: 'refused', ...judgement, ...view };
    const passwordHash = await passwordHasher.hash(password);
    return unitOfWork.run(async (stores) => {
      const { link, owner } = await findLive(deps, stores, token, { locks: true });
      await replacePassword(stores, owner, {
        passwordHash,
        by: { userId: null, origin },
        way: `link_${link.purpose}`,
        linksEnd: 'used',
        language: link.language,
      });
      return { outcome: 'set', mailboxId: owner.mailbox.id, ...view };
    });
  };
};
