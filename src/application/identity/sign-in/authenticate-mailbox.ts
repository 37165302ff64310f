import type { AuditEvent } from '../../../domain/audit/audit-entry.ts';
import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import { normalizePassword } from '../../../domain/identity/password-rules.ts';
import { signInKeyOf, sourceOf } from '../../../domain/identity/sign-in-counting.ts';
import { changeOf, staysEnabled } from '../../../domain/mailbox/provisioning.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import type { Logger } from '../../shared/logger.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator, Pause, SecretGenerator } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { MailboxAccountForSignIn, MailboxAccountQueries } from '../account/mailbox-account-queries.ts';
import type { KnownBrowsers } from './known-browsers.ts';
import type { CountedAttempt, SignInAttempts } from './sign-in-attempts.ts';
import { makeWarnOwner } from './warn-owner.ts';

type Deps = {
  mailboxAccountQueries: MailboxAccountQueries;
  signInAttempts: SignInAttempts;
  /** Counts wrong passwords that come too slowly to lock anybody out. */
  actionCounters: ActionCounters;
  knownBrowsers: KnownBrowsers;
  passwordHasher: PasswordHasher;
  secrets: SecretGenerator;
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes' | 'users' | 'outgoingMails' | 'outbox' | 'audit'>>;
  clock: Clock;
  ids: IdGenerator;
  pause: Pause;
  logger: Logger;
  mailSettings: Pick<MailSettings, 'defaultLanguage'>;
};

type Attempt = Readonly<{
  /** As it was written, whatever it is. */
  address: string;
  password: string;
  origin: RequestOrigin;
  /** What the browser brought of an earlier sign-in, unverified. */
  knownBrowser: string | undefined;
}>;

export type MailboxAuthentication =
  /** `knownBrowser`: to be kept by the browser for the next time. */
  | Readonly<{ outcome: 'authenticated'; mailboxId: MailboxId; at: Date; knownBrowser: string }>
  /** Unknown address, wrong password, locked out, or somebody who may not sign in: nobody is told which. */
  | Readonly<{ outcome: 'refused' }>
  /** There were too many failures from the same network, or too many attempts at once. */
  | Readonly<{ outcome: 'slowed_down'; seconds: number }>;

export type AuthenticateMailbox = (attempt: Attempt) => Promise<MailboxAuthentication>;

/** Longest password that is looked at, in characters: of one without end, even the hash would cost. */
export const LONGEST_PASSWORD = 1_000;

/**
 * Every refusal takes at least that long, in milliseconds: hashes taken over cost more than ours, those of generated
 * passwords next to nothing, and the time of an answer would tell who has which, and who none.
 */
const REFUSAL_MS = 1_000;

/** Attempts that may wait for their turn in this process: a few seconds of hashing. */
const MOST_UNDER_WAY = 100;
const TRY_AGAIN_SECONDS = 5;

/** How often a password that somebody changes at the same time is looked at again. */
const MOST_CHANGES = 3;

const REFUSED: MailboxAuthentication = { outcome: 'refused' };

/**
 * Whether somebody is the owner of a mailbox, by its address and password (contract/rest-api.md 3.15, deviations D35 and
 * D140). Attempts are counted before anything is hashed: those of browsers in which the owner has signed in by themselves,
 * those of all others by address and by network. Each counted one that concerns an account is in the audit log. At a
 * sign-in, a hash of a former kind is replaced.
 */
export const makeAuthenticateMailbox = (deps: Deps): AuthenticateMailbox => {
  const { mailboxAccountQueries, signInAttempts, knownBrowsers, passwordHasher, unitOfWork, clock } = deps;
  const warnOwner = makeWarnOwner(deps);
  let underWay = 0;
  let nobodysHash: Promise<string> | undefined;

  /** Costs as much as the password of an account, and is never right. */
  const verifyNobodys = async (password: string): Promise<false> => {
    nobodysHash ??= passwordHasher.hash(deps.secrets.next());
    await passwordHasher.verify(await nobodysHash, password);
    return false;
  };

  const find = (address: string) => mailboxAccountQueries.findByAddress(address);

  const countedAs = (
    { address, origin, knownBrowser }: Attempt,
    account: MailboxAccount | undefined,
    now: Date,
  ): CountedAttempt => {
    const browser = account && knownBrowsers.recognize(account.mailboxId, knownBrowser, now);
    if (browser !== undefined) return { counter: { kind: 'browser', key: browser }, source: null };
    return {
      counter: { kind: 'address', key: signInKeyOf(address.slice(0, EMAIL_MAX_LENGTH)) },
      source: sourceOf(origin.address),
    };
  };

  const event = (account: MailboxAccount, { counter }: CountedAttempt): Omit<AuditEvent, 'action'> => ({
    at: clock.now(),
    objectId: account.mailboxId,
    label: account.address,
    organizationId: account.organizationId,
    details: { knownBrowser: counter.kind === 'browser' },
  });

  /** Notes the sign-in, unless the password has changed since it was verified. */
  const admit = async (
    account: MailboxAccount,
    verified: string,
    { password, origin }: Attempt,
    counted: CountedAttempt,
  ): Promise<'admitted' | 'changed'> => {
    const passwordHash = passwordHasher.needsRehash(verified)
      ? await passwordHasher.hash(password)
      : verified;
    return unitOfWork.run(async ({ mailboxes, audit }) => {
      const mailbox = await mailboxes.lock(account.mailboxId);
      if (mailbox?.passwordHash !== verified) return 'changed';
      if (!staysEnabled(mailbox.status, changeOf(mailbox))) return 'changed';
      await mailboxes.update({ ...mailbox, passwordHash, lastLoginAt: clock.now() });
      await audit.append(
        { userId: null, origin },
        { ...event(account, counted), action: 'mailbox.authenticated' },
      );
      return 'admitted';
    });
  };

  const refuse = async (
    account: MailboxAccount,
    { origin }: Attempt,
    counted: CountedAttempt,
    locks: boolean,
  ): Promise<void> => {
    const author = { userId: null, origin };
    const isGuessed = (await deps.actionCounters.take('mailbox_guess', account.mailboxId, clock.now())) > 0;
    await unitOfWork.run(async (stores) => {
      await stores.audit.append(author, { ...event(account, counted), action: 'mailbox.sign_in_refused' });
      if (locks) {
        await stores.audit.append(author, { ...event(account, counted), action: 'mailbox.sign_in_locked' });
      }
      if (locks || isGuessed) await warnOwner(stores, account);
    });
    if (locks) deps.logger.warn('too many wrong passwords for a mailbox', { mailboxId: account.mailboxId });
  };

  /** The account whose password it is; undefined when it is that of none. */
  const verify = async (
    attempt: Attempt,
    found: MailboxAccountForSignIn | undefined,
    counted: CountedAttempt,
  ): Promise<MailboxAccount | undefined> => {
    let account = found;
    for (let changes = 0; changes < MOST_CHANGES; changes += 1) {
      const hash = account?.passwordHash ?? null;
      const isRight =
        hash === null
          ? await verifyNobodys(attempt.password)
          : await passwordHasher.verify(hash, attempt.password);
      if (!account || hash === null || !isRight) return undefined;
      if ((await admit(account, hash, attempt, counted)) === 'admitted') return account;
      account = await find(attempt.address);
    }
    return undefined;
  };

  const attemptOnce = async (attempt: Attempt, now: Date): Promise<MailboxAuthentication> => {
    const account = await find(attempt.address);
    const counted = countedAs(attempt, account, now);
    const count = await signInAttempts.begin(counted, now);
    if (count.outcome === 'source_full') return { outcome: 'slowed_down', seconds: count.seconds };
    if (count.outcome === 'locked_out' || isLongerThan(attempt.password, LONGEST_PASSWORD)) {
      await verifyNobodys('');
      return REFUSED;
    }
    const owner = await verify(attempt, account, counted);
    if (!owner) {
      if (account) await refuse(account, attempt, counted, count.locks);
      return REFUSED;
    }
    await signInAttempts.succeed(counted);
    const knownBrowser = knownBrowsers.remember(owner.mailboxId, attempt.knownBrowser, now);
    return { outcome: 'authenticated', mailboxId: owner.mailboxId, at: now, knownBrowser };
  };

  return async ({ password, ...where }) => {
    const attempt = { ...where, password: normalizePassword(password) };
    if (underWay >= MOST_UNDER_WAY) return { outcome: 'slowed_down', seconds: TRY_AGAIN_SECONDS };
    const now = clock.now();
    underWay += 1;
    const authentication = await attemptOnce(attempt, now).finally(() => {
      underWay -= 1;
    });
    if (authentication.outcome === 'refused') await deps.pause.until(new Date(now.getTime() + REFUSAL_MS));
    return authentication;
  };
};
