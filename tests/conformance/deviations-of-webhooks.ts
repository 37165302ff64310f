import { isRequest, rowsBefore } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const changesMembers = (interaction: Interaction): boolean =>
  rowsBefore(interaction, 'people_team_webhook').length > 0;

/** Whether a call of the recording was not answered, or so that it is worth another try. */
const isOutage = ({ outgoing }: Interaction): boolean =>
  outgoing.some(({ status }) => status === undefined || status === 429 || status >= 500);

const isNone = (calls: unknown): boolean => Array.isArray(calls) && calls.length === 0;

/** Deviations of the calls of team webhooks. */
export const WEBHOOK_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D7',
    because: 'webhooks are not told of what was refused',
    when: (interaction) => changesMembers(interaction) && interaction.response.status >= 400,
    explains: ({ aspect, ours }, answer) =>
      aspect === 'webhook calls' && isNone(ours) && answer.status >= 400,
  },
  {
    follows: 'D7',
    because: 'a webhook that does not answer is told again later, and pending until then',
    when: (interaction) => changesMembers(interaction) && isOutage(interaction),
    explains: ({ aspect, recorded, ours }) =>
      (aspect === 'effect team_webhook.status' && recorded === 'failure' && ours === 'pending') ||
      (aspect === 'webhook calls' &&
        Array.isArray(recorded) &&
        Array.isArray(ours) &&
        ours.length < recorded.length),
  },
  {
    follows: 'D25',
    because: 'webhooks are told of everybody who leaves a team that is deleted, or joins by invitation',
    when: (interaction) =>
      changesMembers(interaction) &&
      (isRequest('DELETE', /\/teams\/[^/]+$/)(interaction) ||
        isRequest('POST', /\/teams\/[^/]+\/invitations$/)(interaction) ||
        isRequest('GET', /\/callback$/)(interaction)),
    explains: ({ aspect, recorded, ours }) =>
      (aspect === 'webhook calls' && isNone(recorded) && Array.isArray(ours)) ||
      (aspect === 'effect team_webhook.status' && ours !== undefined),
  },
  {
    follows: 'D26',
    because: 'a webhook that cannot be used is told nothing, and has failed',
    isUnrecorded: true,
    when: (interaction) => changesMembers(interaction) && interaction.response.status === 500,
    explains: ({ aspect, ours }, answer) =>
      answer.status < 300 &&
      (/^(status|header|body|effect team_access)/.test(aspect) ||
        (aspect === 'webhook calls' && isNone(ours)) ||
        (aspect === 'effect team_webhook.status' && ours === 'failure')),
  },
];
