import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { OpenidRecords } from './openid-records.ts';

/** The right password of a mailbox, given in a sign-in that goes on. */
export type SignInStep = Readonly<{ mailboxId: MailboxId; at: Date }>;

const MODEL = 'SignInStep';

/** How long somebody has for the second step. */
const LIFETIME_MS = 10 * 60_000;

/**
 * The first steps of sign-ins that need a second one. Only the name of the sign-in leads to one, which nobody learns
 * from a page; it ends with the sessions of its mailbox, as when the password changes.
 */
export type SignInSteps = Readonly<{
  /** Remembers the step, instead of the one before. `boundTo`: a name of the sign-in in this browser. */
  begin: (boundTo: string, step: SignInStep) => Promise<void>;
  /** Undefined when there was none, or when it is over. */
  find: (boundTo: string) => Promise<SignInStep | undefined>;
  end: (boundTo: string) => Promise<void>;
}>;

export const makeSignInSteps = ({
  openidRecords,
  clock,
}: {
  openidRecords: OpenidRecords;
  clock: Clock;
}): SignInSteps => ({
  begin: (boundTo, { mailboxId, at }) =>
    openidRecords.save({
      model: MODEL,
      id: boundTo,
      uid: null,
      grantId: null,
      mailboxId,
      clientId: null,
      expiresAt: new Date(at.getTime() + LIFETIME_MS),
      payload: { mailboxId, at: at.toISOString() },
      session: null,
    }),
  async find(boundTo) {
    const { mailboxId, at } = (await openidRecords.find(MODEL, boundTo))?.payload ?? {};
    if (typeof mailboxId !== 'string' || typeof at !== 'string') return undefined;
    const step = { mailboxId: mailboxId as MailboxId, at: new Date(at) };
    return clock.now().getTime() - step.at.getTime() < LIFETIME_MS ? step : undefined;
  },
  end: (boundTo) => openidRecords.destroy(MODEL, boundTo),
});
