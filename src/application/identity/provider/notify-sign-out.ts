import { DomainError } from '../../../domain/shared/errors.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';
import type { OpenidClientQueries } from '../client/openid-client-queries.ts';
import type { SignOutNotifier } from './sign-out-notifier.ts';

type Deps = {
  openidClientQueries: Pick<OpenidClientQueries, 'find'>;
  signOutNotifier: SignOutNotifier;
  clock: Clock;
  logger: Logger;
};

/** Sessions of clients end by themselves within a day at most: a later notice would say nothing new. */
const LONGEST_WAIT_MS = 24 * 3600 * 1000;

/**
 * Tells one client that a sign-in ended. A client that does not answer is asked again, for a day; one that refuses is not.
 * Both are in the log, with the reason.
 */
export const makeNotifySignOut =
  ({ openidClientQueries, signOutNotifier, clock, logger }: Deps): JobHandler<'notify_sign_out'> =>
  async ({ clientId, mailboxId, sid, endedAt }) => {
    const client = await openidClientQueries.find(clientId);
    const uri = client?.backchannelLogoutUri;
    if (!client || !uri) return undefined;
    const outcome = await signOutNotifier.notify(
      { ...client, backchannelLogoutUri: uri },
      // Without a session's name it is about all sessions of that person there. Some clients, as Keycloak before 26.7, end
      // nothing for a name: they know sessions by another one.
      { mailboxId, sid: client.backchannelLogoutSessionRequired ? sid : null },
    );
    if (outcome.result === 'delivered') return undefined;
    const { result, reason } = outcome;
    const isOver = clock.now().getTime() - Date.parse(endedAt) >= LONGEST_WAIT_MS;
    const isGivenUp = result === 'refused' || isOver;
    logger.warn(isGivenUp ? 'sign-out notice given up' : 'sign-out notice failed', {
      client: clientId,
      host: new URL(uri).host,
      reason,
    });
    if (isGivenUp) return undefined;
    throw new DomainError('sign_out_notice.unavailable', 'The client does not take the notice of a sign-out');
  };
