import { SUB_MAX_LENGTH } from '../../domain/people/user.ts';
import { isLongerThan } from '../../domain/shared/text-length.ts';
import type { SignalPublisher } from '../shared/signals.ts';

/** What the topics begin with that tell whose access tokens ended; the rest is their `sub`, or nothing for everybody. */
export const ACCESS_TOKENS_ENDED = 'access_tokens_ended:';

/**
 * Makes every process forget, at commit, what it remembers of somebody's access tokens: of those of `sub`, or of
 * everybody's when it is not known who they are.
 */
export const endAccessTokens = (signals: SignalPublisher, sub: string | undefined): Promise<void> => {
  const isKnown = sub !== undefined && !isLongerThan(sub, SUB_MAX_LENGTH);
  return signals.publish(`${ACCESS_TOKENS_ENDED}${isKnown ? sub : ''}`);
};
