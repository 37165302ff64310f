import type { RequestOrigin } from '../../../../domain/audit/request-origin.ts';
import { isCloned, type Passkey } from '../../../../domain/identity/authenticator.ts';
import { sourceOf } from '../../../../domain/identity/sign-in-counting.ts';
import type { MailboxId } from '../../../../domain/shared/ids.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { ActionCounters } from '../../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../../unit-of-work.ts';
import { findPasswordOwner } from '../../password/password-owner.ts';
import type { OpenidRecords } from '../../provider/openid-records.ts';
import type { FactorSettings } from '../factor-settings.ts';
import { isHardwareKey } from '../factor-view.ts';
import { makeNoteFactor, makeTellOwner, type NotingDeps, type NotingStores } from '../note-factor.ts';
import { makePasskeyChallenges } from './passkey-challenges.ts';
import type { PasskeyVerifier } from './passkey-verifier.ts';

type Stores = NotingStores &
  Pick<Repositories, 'mailboxes' | 'mailDomains' | 'organizations' | 'authenticators'>;
type Deps = NotingDeps & {
  unitOfWork: UnitOfWork<Stores>;
  openidRecords: OpenidRecords;
  passkeyVerifier: PasskeyVerifier;
  actionCounters: ActionCounters;
  factorSettings: FactorSettings;
  logger: Logger;
};

/** `mailboxId`: whose passkey it has to be, where somebody gave their password before; else anybody's. */
type Where = Readonly<{ boundTo: string; mailboxId?: MailboxId | undefined }>;

/** `options`: for the script of the page (`PublicKeyCredentialRequestOptionsJSON`). */
export type BeginPasskeySignIn = (where: Where) => Promise<Readonly<{ options: unknown }>>;

/** Asks a browser for a passkey. `boundTo`: a name of the sign-in in this browser. */
export const makeBeginPasskeySignIn = (deps: Deps): BeginPasskeySignIn => {
  const { unitOfWork, passkeyVerifier } = deps;
  const challenges = makePasskeyChallenges(deps);

  const passkeysOf = async (mailboxId: MailboxId): Promise<readonly Passkey[]> => {
    const all = await unitOfWork.run(({ authenticators }) => authenticators.listOf(mailboxId));
    return all.filter((one): one is Passkey => one.kind === 'passkey' && one.rpId === passkeyVerifier.rpId);
  };

  return async ({ boundTo, mailboxId }) => {
    const allowed = mailboxId === undefined ? [] : await passkeysOf(mailboxId);
    const { challenge, options } = await passkeyVerifier.beginProof(allowed);
    await challenges.give(challenge, { purpose: 'proof', boundTo, mailboxId: mailboxId ?? null });
    return { options };
  };
};

export type PasskeyVerdict =
  | Readonly<{
      outcome: 'verified';
      mailboxId: MailboxId;
      factor: 'passkey' | 'hardware_key';
      at: Date;
    }>
  /** Nobody is told why. */
  | Readonly<{ outcome: 'refused' }>
  /** There were too many failures from the same network. `seconds`: until the next may be tried, at least 1. */
  | Readonly<{ outcome: 'slowed_down'; seconds: number }>;

export type FinishPasskeySignIn = (
  answer: Where & Readonly<{ response: unknown; origin: RequestOrigin }>,
) => Promise<PasskeyVerdict>;

type Answer = Parameters<FinishPasskeySignIn>[0];
const REFUSED: PasskeyVerdict = { outcome: 'refused' };

/**
 * Verifies the answer of a passkey: to a challenge of this sign-in, for the first time, by a key that is its owner's, was
 * unlocked for it, and has no copy that was used meanwhile. It is a whole sign-in, with or without a password before.
 */
export const makeFinishPasskeySignIn = (deps: Deps): FinishPasskeySignIn => {
  const { unitOfWork, passkeyVerifier, actionCounters, factorSettings, clock } = deps;
  const challenges = makePasskeyChallenges(deps);
  const noteFactor = makeNoteFactor(deps);
  const tellOwner = makeTellOwner(deps);

  /** The passkey that answers, as far as can be said before its signature is looked at. */
  const findPresented = async ({ boundTo, mailboxId, response }: Answer) => {
    const presented = passkeyVerifier.read(response);
    const bound = { purpose: 'proof', boundTo, mailboxId: mailboxId ?? null } as const;
    if (!presented || !(await challenges.take(presented.challenge, bound))) return undefined;
    const passkey = await unitOfWork.run(({ authenticators }) =>
      authenticators.findPasskey(presented.credentialId),
    );
    const { userHandle, challenge } = presented;
    const isTheirs =
      passkey?.rpId === passkeyVerifier.rpId &&
      (mailboxId === undefined ? userHandle !== null : passkey.mailboxId === mailboxId) &&
      (userHandle === null || userHandle === passkey.mailboxId);
    return isTheirs ? { passkey, challenge } : undefined;
  };

  const noteRefused = ({ mailboxId, name }: Passkey, { origin }: Answer): Promise<void> =>
    unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: false });
      const details = { factor: 'passkey', name };
      if (owner) await noteFactor(stores, owner, { action: 'mailbox.factor_refused', origin, details });
    });

  const noteCloned = async ({ mailboxId, name }: Passkey, { origin }: Answer): Promise<void> => {
    const key = `clone ${mailboxId}`;
    const tells = (await actionCounters.take('second_factor_warning', key, clock.now())) === 0;
    await unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: false });
      if (!owner) return;
      const details = { factor: 'passkey', name };
      await noteFactor(stores, owner, { action: 'mailbox.factor_cloned', origin, details });
      const content = {
        kind: 'passkey_cloned',
        address: owner.account.address,
        link: factorSettings.accountPage,
      } as const;
      if (tells) await tellOwner(stores, owner, content);
    });
    deps.logger.warn('a passkey has signed less often than before', { mailboxId });
  };

  /** Notes the sign-in by a passkey whose signature is right. The mailbox is locked before what it has, as everywhere. */
  const admit = (
    { credentialId, mailboxId }: Passkey,
    proved: Pick<Passkey, 'signCount' | 'isBackedUp'>,
    { origin }: Answer,
    at: Date,
  ): Promise<PasskeyVerdict | 'cloned'> =>
    unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: true });
      const passkey = owner && (await stores.authenticators.lockPasskey(credentialId));
      if (!owner || passkey?.mailboxId !== mailboxId) return REFUSED;
      if (isCloned(passkey, proved.signCount)) return 'cloned';
      await stores.authenticators.update({ ...passkey, ...proved, lastUsedAt: at });
      await stores.mailboxes.update({ ...owner.mailbox, lastLoginAt: at });
      const factor = isHardwareKey(passkey, factorSettings) ? 'hardware_key' : 'passkey';
      const details = { factor, name: passkey.name };
      await noteFactor(stores, owner, { action: 'mailbox.factor_verified', origin, details });
      return { outcome: 'verified', mailboxId, factor, at };
    });

  const verify = async (answer: Answer, at: Date): Promise<PasskeyVerdict> => {
    const found = await findPresented(answer);
    if (!found) return REFUSED;
    const { passkey, challenge } = found;
    const proved = await passkeyVerifier.verifyProof(answer.response, challenge, passkey);
    if (!proved) {
      await noteRefused(passkey, answer);
      return REFUSED;
    }
    const admitted = await admit(passkey, proved, answer, at);
    if (admitted !== 'cloned') return admitted;
    await noteCloned(passkey, answer);
    return REFUSED;
  };

  return async (answer) => {
    const at = clock.now();
    const source = sourceOf(answer.origin.address) ?? 'unknown';
    const seconds = await actionCounters.take('passkey_failure', source, at);
    if (seconds > 0) return { outcome: 'slowed_down', seconds };
    const verdict = await verify(answer, at);
    if (verdict.outcome === 'verified') await actionCounters.giveBack('passkey_failure', source, at);
    return verdict;
  };
};
