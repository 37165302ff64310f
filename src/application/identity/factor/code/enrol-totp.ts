import { readAuthenticatorName, type Totp } from '../../../../domain/identity/authenticator.ts';
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
import type { OneTimeCodes } from './one-time-codes.ts';

const MODEL = 'TotpEnrolment';

/** How long somebody has to give the secret to their application, and a code of it to us. */
const LIFETIME_MS = 15 * 60_000;

/** What a page shows to somebody who gives a secret to their application. */
export type TotpOffer = Readonly<{
  /** In base32, for those who type it. */
  secret: string;
  /** The same as an `otpauth:` address, for a QR code. */
  uri: string;
  /** Names the secret, which we keep sealed, for `FinishTotpEnrolment`. */
  sealed: string;
}>;

/** Undefined for who may not sign in. */
export type BeginTotpEnrolment = (mailboxId: MailboxId) => Promise<TotpOffer | undefined>;

type Deps = FactorDeps & {
  openidRecords: OpenidRecords;
  oneTimeCodes: OneTimeCodes;
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
};

/** What is offered under a name to the owner of a mailbox. */
const makeOfferOf =
  ({ oneTimeCodes, factorSettings, mailboxAccountQueries }: Deps) =>
  async (
    mailboxId: MailboxId,
    { secret, sealed }: Omit<TotpOffer, 'uri'>,
  ): Promise<TotpOffer | undefined> => {
    const account = await mailboxAccountQueries.find(mailboxId);
    const name = account && { issuer: factorSettings.issuerName, account: readableEmail(account.address) };
    return name && { secret, sealed, uri: oneTimeCodes.uriOf(secret, name) };
  };

/** Draws a secret for an authenticator application of somebody. Whoever calls it has proved more than a password. */
export const makeBeginTotpEnrolment = (deps: Deps): BeginTotpEnrolment => {
  const { openidRecords, oneTimeCodes, secrets, clock } = deps;
  const offerOf = makeOfferOf(deps);

  return async (mailboxId) => {
    const drawn = { secret: oneTimeCodes.newSecret(), sealed: secrets.next(32) };
    const offer = await offerOf(mailboxId, drawn);
    if (!offer) return undefined;
    await openidRecords.save({
      model: MODEL,
      id: offer.sealed,
      uid: null,
      grantId: null,
      mailboxId,
      clientId: null,
      expiresAt: new Date(clock.now().getTime() + LIFETIME_MS),
      payload: { mailboxId, secret: offer.secret, at: clock.now().toISOString() },
      session: null,
    });
    return offer;
  };
};

export type FinishTotpEnrolment = (
  change: FactorChange & Readonly<{ sealed: string; code: string; name: string }>,
) => Promise<
  | Exclude<Enrolment, { readonly outcome: 'bad_name' }>
  /** The code is not one of the application now, or the name is none: `offer` is good for another try. */
  | Readonly<{ outcome: 'refused' | 'bad_name'; offer: TotpOffer }>
  /** The offer is another person's, too old, or was taken. */
  | Readonly<{ outcome: 'expired' }>
>;

/** Takes the application to which somebody gave the secret, once it has shown a right code. */
export const makeFinishTotpEnrolment = (deps: Deps): FinishTotpEnrolment => {
  const { openidRecords, oneTimeCodes, clock, ids } = deps;
  const offerOf = makeOfferOf(deps);
  const enrolAuthenticator = makeEnrolAuthenticator(deps);

  /** The secret that was offered to that person. */
  const offered = async (sealed: string, mailboxId: MailboxId): Promise<string | undefined> => {
    const stored = await openidRecords.find(MODEL, sealed);
    const { secret, at, ...of } = stored?.payload ?? {};
    if (typeof secret !== 'string' || typeof at !== 'string' || of['mailboxId'] !== mailboxId)
      return undefined;
    const isOver = clock.now().getTime() - Date.parse(at) >= LIFETIME_MS;
    return isOver || stored?.consumedAt ? undefined : secret;
  };

  return async ({ sealed, code, name, ...change }) => {
    const { mailboxId } = change;
    const secret = await offered(sealed, mailboxId);
    const offer = secret === undefined ? undefined : await offerOf(mailboxId, { secret, sealed });
    if (!offer) return { outcome: 'expired' };
    if (readAuthenticatorName(name) === undefined) return { outcome: 'bad_name', offer };
    const now = clock.now();
    const lastStep = oneTimeCodes.stepOf(offer.secret, code, now, 0);
    if (lastStep === undefined) return { outcome: 'refused', offer };
    if (!(await openidRecords.consume(MODEL, sealed, now))) return { outcome: 'expired' };
    const enrolment = await enrolAuthenticator(
      change,
      name,
      (taken): Totp => ({
        kind: 'totp',
        id: ids.next<AuthenticatorId>(),
        mailboxId,
        name: taken,
        createdAt: now,
        lastUsedAt: null,
        secret: offer.secret,
        lastStep,
      }),
    );
    return enrolment.outcome === 'bad_name' ? { outcome: 'bad_name', offer } : enrolment;
  };
};
