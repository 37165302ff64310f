import { isAnswerPart } from './deviation-shapes.ts';
import type { Difference } from './difference.ts';
import { isRequest } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';
import { recordedWebhookCalls, type WebhookCall } from './webhook-calls.ts';

const STATUS = 'effect team_webhook.status';
const changesAccesses = isRequest('POST DELETE', /\/accesses(\/[^/]+)?$/);

const isSilent = (interaction: Interaction): boolean => recordedWebhookCalls(interaction).length === 0;

/** Calls of ours where the reference made none: each puts somebody in or out. */
const isOnlyOurs = ({ aspect, recorded, ours }: Difference): boolean =>
  aspect === 'webhooks' &&
  Array.isArray(recorded) &&
  recorded.length === 0 &&
  (ours as readonly WebhookCall[]).every(
    ({ method, url }) => method === 'PATCH' || url.includes('/_matrix/client/v3/'),
  );

/** Deviations in what webhooks are told. */
export const WEBHOOK_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D7',
    because: 'a webhook that could not be told is told later: it waits',
    when: (interaction) => changesAccesses(interaction) && !isSilent(interaction),
    explains: ({ aspect, recorded, ours }) =>
      aspect === STATUS && recorded === 'failure' && ours === 'pending',
  },
  {
    follows: 'D7',
    because: 'what is refused is told to nobody',
    when: (interaction) => changesAccesses(interaction) && interaction.response.status >= 400,
    explains: ({ aspect, recorded, ours }) =>
      (aspect === 'webhooks' && JSON.stringify(ours) === '[]') || (aspect === STATUS && recorded !== ours),
  },
  {
    follows: 'D25',
    because: 'everybody leaves a team that is deleted',
    when: (interaction) => isRequest('DELETE', /\/teams\/[^/]+$/)(interaction) && isSilent(interaction),
    explains: isOnlyOurs,
  },
  {
    follows: 'D25',
    because: 'somebody who joins by an invitation is told of',
    isUnrecorded: true,
    when: (interaction) =>
      isSilent(interaction) &&
      (isRequest('POST', /\/invitations$/)(interaction) ||
        isRequest('GET', /\/(callback|users\/me)$/)(interaction)),
    explains: (difference) => isOnlyOurs(difference) || difference.aspect === STATUS,
  },
  {
    follows: 'D26',
    because: 'a room that cannot be told is a delivery that failed',
    isUnrecorded: true,
    when: (interaction) => changesAccesses(interaction) && interaction.response.status === 500,
    explains: (difference, answer) =>
      [201, 204].includes(answer.status) &&
      (isAnswerPart(difference) || difference.aspect.startsWith('effect team_')),
  },
];
