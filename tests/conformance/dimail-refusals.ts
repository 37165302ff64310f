import { refusal } from './deviation-shapes.ts';
import type { Difference } from './difference.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

/** Codes of contract/rest-api.md 7.4 about dimail, with their statuses. */
const UPSTREAM = [
  [503, 'dimail_unavailable'],
  [502, 'dimail_forbidden'],
  [502, 'dimail_not_found'],
  [502, 'dimail_unexpected'],
] as const;

/** A refusal that describes dimail's trouble. */
export const isUpstream = (difference: Difference, answer: Answer, interaction: Interaction): boolean =>
  UPSTREAM.some(([status, code]) => refusal(status, 'code', code)(difference, answer, interaction));

/** What dimail answered to the first call that was no request for a token; undefined when it answered nothing. */
export const dimailStatus = ({ outgoing }: Interaction): number | undefined =>
  outgoing.find(({ url }) => !url.endsWith('/token/'))?.status;

/** Whether dimail refused the request for good: neither an outage nor a matter of our credentials. */
export const isRefusedForGood = (interaction: Interaction): boolean => {
  const status = dimailStatus(interaction);
  return status !== undefined && status >= 400 && status < 500 && ![401, 403, 429].includes(status);
};

/** The words of dimail in place of an answer, and nothing written. */
export const isRefusal = refusal(400, 'non_field_errors');
