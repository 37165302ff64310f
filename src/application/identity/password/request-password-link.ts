import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import { sourceOf } from '../../../domain/identity/sign-in-counting.ts';
import { soughtMailbox } from '../../../domain/identity/sought-mailbox.ts';
import { isEmailAddress } from '../../../domain/shared/email-address.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { Clock } from '../../shared/system.ts';
import type { ActionCounters } from '../../shared/throttling/action-counters.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'outbox'>>;
  actionCounters: ActionCounters;
  clock: Clock;
};

/** `language`: that of the page, and of the mail. */
export type RequestPasswordLink = (
  request: Readonly<{ address: string; language: Language; origin: RequestOrigin }>,
) => Promise<
  | Readonly<{ outcome: 'asked' }>
  | Readonly<{ outcome: 'not_an_address' }>
  | Readonly<{ outcome: 'slowed_down'; seconds: number }>
>;

/**
 * Takes the request of somebody who has forgotten their password. Whether an account has the address is looked up after
 * the answer, by a job, so that neither the answer nor its time tells; counted are all addresses alike.
 */
export const makeRequestPasswordLink =
  ({ unitOfWork, actionCounters, clock }: Deps): RequestPasswordLink =>
  async ({ address: typed, language, origin }) => {
    const address = typed.trim();
    const sought = isEmailAddress(address) ? soughtMailbox(address) : undefined;
    if (!sought) return { outcome: 'not_an_address' };
    const now = clock.now();
    const [domainName = ''] = sought.domainNames;
    const seconds =
      (await actionCounters.take('password_link_from', sourceOf(origin.address) ?? 'unknown', now)) ||
      (await actionCounters.take('password_link_for', `${sought.localPart}@${domainName}`, now));
    if (seconds > 0) return { outcome: 'slowed_down', seconds };
    await unitOfWork.run(({ outbox }) =>
      outbox.append({ name: 'mail_password_link', address, language, askedAt: now.toISOString(), origin }),
    );
    return { outcome: 'asked' };
  };
