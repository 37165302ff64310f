import { type Passkey, readAuthenticatorName } from '../../../../domain/identity/authenticator.ts';
import { displayNameOf } from '../../../../domain/mailbox/mailbox.ts';
import { readableEmail } from '../../../../domain/shared/email-address.ts';
import type { AuthenticatorId, MailboxId } from '../../../../domain/shared/ids.ts';
import type { MailboxAccountQueries } from '../../account/mailbox-account-queries.ts';
import type { OpenidRecords } from '../../provider/openid-records.ts';
import {
  type Enrolment,
  type FactorChange,
  type FactorDeps,
  makeEnrolAuthenticator,
} from '../enrol-authenticator.ts';
import { makePasskeyChallenges } from './passkey-challenges.ts';
import type { PasskeyVerifier } from './passkey-verifier.ts';

type Deps = FactorDeps & {
  openidRecords: OpenidRecords;
  passkeyVerifier: PasskeyVerifier;
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
};

/** `options`: for the script of the page (`PublicKeyCredentialCreationOptionsJSON`). Undefined for who may not sign in. */
export type BeginPasskeyEnrolment = (
  mailboxId: MailboxId,
  boundTo: string,
) => Promise<Readonly<{ options: unknown }> | undefined>;

/** Asks the browser of somebody, who has proved more than a password, to make a passkey. */
export const makeBeginPasskeyEnrolment = (deps: Deps): BeginPasskeyEnrolment => {
  const { unitOfWork, mailboxAccountQueries, passkeyVerifier, factorSettings } = deps;
  const challenges = makePasskeyChallenges(deps);

  return async (mailboxId, boundTo) => {
    const account = await mailboxAccountQueries.find(mailboxId);
    if (!account) return undefined;
    const all = await unitOfWork.run(({ authenticators }) => authenticators.listOf(mailboxId));
    const name = readableEmail(account.address);
    const known = all.filter((one): one is Passkey => one.kind === 'passkey');
    const { challenge, options } = await passkeyVerifier.beginEnrolment(
      { handle: mailboxId, name, displayName: displayNameOf(account) || name },
      known,
      factorSettings.issuerName,
    );
    await challenges.give(challenge, { purpose: 'enrolment', boundTo, mailboxId });
    return { options };
  };
};

export type FinishPasskeyEnrolment = (
  change: FactorChange & Readonly<{ boundTo: string; response: unknown; name: string }>,
) => Promise<
  | Enrolment
  /** What the browser answered is not right, or answers no challenge that is still good here. */
  | Readonly<{ outcome: 'refused' }>
>;

/** Takes the passkey that the browser of somebody has made. */
export const makeFinishPasskeyEnrolment = (deps: Deps): FinishPasskeyEnrolment => {
  const { passkeyVerifier, clock, ids } = deps;
  const challenges = makePasskeyChallenges(deps);
  const enrolAuthenticator = makeEnrolAuthenticator(deps);

  return async ({ boundTo, response, name, ...change }) => {
    const { mailboxId } = change;
    // Before the challenge is used up: another name may be given for the same answer.
    if (readAuthenticatorName(name) === undefined) return { outcome: 'bad_name' };
    const presented = passkeyVerifier.read(response);
    if (!presented) return { outcome: 'refused' };
    const { challenge } = presented;
    if (!(await challenges.take(challenge, { purpose: 'enrolment', boundTo, mailboxId })))
      return { outcome: 'refused' };
    const key = await passkeyVerifier.verifyEnrolment(response, challenge);
    if (!key) return { outcome: 'refused' };
    return enrolAuthenticator(
      change,
      name,
      (taken): Passkey => ({
        kind: 'passkey',
        id: ids.next<AuthenticatorId>(),
        mailboxId,
        name: taken,
        createdAt: clock.now(),
        lastUsedAt: null,
        ...key,
      }),
    );
  };
};
