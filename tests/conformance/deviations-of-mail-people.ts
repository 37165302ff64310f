import { answeredHtml, isAnswerPart, refusal, success } from './deviation-shapes.ts';
import { isSame } from './difference.ts';
import { idAfter, invitedAccounts, sentObject } from './interaction-facts.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const below = (part: string) => new RegExp(`/mail-domains/[^/]+/${part}/`);
const isBelow =
  (part: string, ...methods: readonly string[]) =>
  ({ request }: Interaction): boolean =>
    below(part).test(`${request.path}/`) && (methods.length === 0 || methods.includes(request.method));

const createsAccess = isBelow('accesses', 'POST');
const createsInvitation = isBelow('invitations', 'POST');
const refreshes = ({ request }: Interaction): boolean =>
  request.method === 'POST' && /\/invitations\/[^/]+\/refresh\/?$/.test(request.path);

const invitationsOf = ({ before }: Interaction): readonly RecordedRow[] =>
  before['people_mail_domain_invitation'] ?? [];

/** Deviations of accesses and invitations of mail domains. */
export const MAIL_PEOPLE_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D24',
    because: 'several accounts with one address are no reason to fail',
    when: (interaction) =>
      createsInvitation(interaction) && answeredHtml(interaction) && invitedAccounts(interaction).length > 1,
    explains: (difference, answer, interaction) =>
      refusal(400, 'email', 'Several accounts use this e-mail address.')(difference, answer, interaction) ||
      (success(201)(difference, answer, interaction) && answer.text.includes('access created instead')),
  },
  {
    follows: 'D5',
    because: 'what a body lacks is told by field',
    when: (interaction) =>
      (createsAccess(interaction) || createsInvitation(interaction)) && answeredHtml(interaction),
    explains: (difference, answer, interaction) =>
      ['user', 'email', 'non_field_errors'].some((member) =>
        refusal(400, member)(difference, answer, interaction),
      ),
  },
  {
    follows: 'D5',
    because: 'an invitation without role is one of a viewer',
    when: (interaction) =>
      createsInvitation(interaction) && answeredHtml(interaction) && !('role' in sentObject(interaction)),
    explains: (difference, answer, interaction) =>
      success(201)(difference, answer, interaction) &&
      (isAnswerPart(difference) || JSON.stringify(difference.ours).includes('"role":"viewer"')),
  },
  {
    follows: 'D21',
    because: 'only owners take the access of an owner away',
    when: isBelow('accesses', 'DELETE'),
    explains: (difference, answer, interaction) =>
      interaction.response.status === 204 &&
      answer.status === 403 &&
      (refusal(403, 'detail', 'You do not have permission to perform this action.')(
        difference,
        answer,
        interaction,
      ) ||
        (difference.aspect === 'effect mail_domain_access row' &&
          difference.recorded === undefined &&
          (difference.ours as RecordedRow)['role'] === 'owner')),
  },
  {
    follows: 'D3',
    because: 'an invitation is found in its own domain only',
    when: (interaction) =>
      refreshes(interaction) &&
      !invitationsOf(interaction).some(
        ({ id, domain_id: domain }) =>
          id === idAfter(interaction, 'invitations') &&
          (interaction.before['people_mail_domain'] ?? []).some(
            (row) => row['id'] === domain && interaction.request.path.includes(`/${String(row['slug'])}/`),
          ),
      ),
    explains: (difference, answer, interaction) =>
      refusal(404, 'detail')(difference, answer, interaction) ||
      (answer.status === 404 && difference.aspect === 'mails' && isSame(difference.ours, [])),
  },
  {
    follows: 'D3',
    because: 'a refreshed invitation is good for its full time again',
    isUnrecorded: true,
    when: refreshes,
    explains: ({ aspect, ours }, answer) =>
      answer.status === 200 && aspect === 'effect mail_domain_invitation.expires_at' && ours !== undefined,
  },
];
