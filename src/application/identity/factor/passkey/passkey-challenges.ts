import type { MailboxId } from '../../../../domain/shared/ids.ts';
import type { Clock } from '../../../shared/system.ts';
import type { OpenidRecords } from '../../provider/openid-records.ts';

const MODEL = 'PasskeyChallenge';

/** How long somebody has to unlock their device. */
const LIFETIME_MS = 5 * 60_000;

/** For what, where and for whom a challenge is good. */
type Bound = Readonly<{
  purpose: 'enrolment' | 'proof';
  /** A name of the interaction or form in this browser, which another one cannot know. */
  boundTo: string;
  /** Null where it is not known yet whose passkey will answer. */
  mailboxId: MailboxId | null;
}>;

type Deps = { openidRecords: OpenidRecords; clock: Clock };

/** The challenges that browsers were given: each is good once, for what it was given for. They end with the sessions of their mailbox. */
export const makePasskeyChallenges = ({ openidRecords, clock }: Deps) => ({
  give: (challenge: string, { purpose, boundTo, mailboxId }: Bound): Promise<void> => {
    const expiresAt = new Date(clock.now().getTime() + LIFETIME_MS);
    return openidRecords.save({
      model: MODEL,
      id: challenge,
      uid: null,
      grantId: null,
      mailboxId,
      clientId: null,
      expiresAt,
      payload: { purpose, boundTo, mailboxId, expiresAt: expiresAt.toISOString() },
      session: null,
    });
  },

  /** Whether a challenge was given for just that, and is used for the first time. Of several callers at once, one gets true. */
  async take(challenge: string, { purpose, boundTo, mailboxId }: Bound): Promise<boolean> {
    const { payload } = (await openidRecords.find(MODEL, challenge)) ?? {};
    const now = clock.now();
    const isIt =
      payload !== undefined &&
      payload['purpose'] === purpose &&
      payload['boundTo'] === boundTo &&
      payload['mailboxId'] === mailboxId &&
      typeof payload['expiresAt'] === 'string' &&
      now.getTime() < Date.parse(payload['expiresAt']);
    return isIt && openidRecords.consume(MODEL, challenge, now);
  },
});
