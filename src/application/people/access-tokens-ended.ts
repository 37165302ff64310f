import { SUB_MAX_LENGTH } from '../../domain/people/user.ts';
import { isLongerThan } from '../../domain/shared/text-length.ts';
import type { SignalPublisher } from '../shared/signals.ts';

/** Prefix of the topics for ended access tokens; the rest of a topic is the person's `sub`, or empty for everybody. */
export const ACCESS_TOKENS_ENDED = 'access_tokens_ended:';

/**
 * Makes every process drop, at commit, its cached access tokens of `sub`, or of everybody when the person is unknown.
 */
export const endAccessTokens = (signals: SignalPublisher, sub: string | undefined): Promise<void> => {
  const isKnown = sub !== undefined && !isLongerThan(sub, SUB_MAX_LENGTH);
  return signals.publish(`${ACCESS_TOKENS_ENDED}${isKnown ? sub : ''}`);
};
