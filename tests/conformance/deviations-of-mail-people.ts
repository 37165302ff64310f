import { answeredHtml, isAnswerPart, refusal, success } from './deviation-shapes.ts';
import { type Difference, isSame } from './difference.ts';
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

const lower = (value: unknown): unknown =>
  JSON.parse((JSON.stringify(value) ?? 'null').toLowerCase()) as unknown;

const invitationsOf = ({ before }: Interaction): readonly RecordedRow[] =>
  before['people_mail_domain_invitation'] ?? [];

const isTwin = (a: RecordedRow, b: RecordedRow): boolean =>
  a['id'] !== b['id'] &&
  a['domain_id'] === b['domain_id'] &&
  String(a['email']).toLowerCase() === String(b['email']).toLowerCase();

/** Ids of invitations that another one of the same domain has the address of, but for letter case: one is kept. */
const twinIds = (interaction: Interaction): readonly unknown[] => {
  const rows = invitationsOf(interaction);
  return rows.filter((row) => rows.some((other) => isTwin(row, other))).map(({ id }) => id);
};

/** A list of invitations without twins, addresses in lower case, in place of one with them. */
function isListWithoutTwins({ aspect, recorded, ours }: Difference, interaction: Interaction): boolean {
  const twins = twinIds(interaction);
  if (aspect === 'body count') {
    const lost = Number(recorded) - Number(ours);
    return lost > 0 && lost < twins.length;
  }
  if (aspect !== 'body results' || !Array.isArray(recorded) || !Array.isArray(ours)) return false;
  const left = ours as readonly RecordedRow[];
  const addresses = left.map(({ email }) => String(email));
  const isLeft = ({ id }: RecordedRow) => left.some((row) => row['id'] === id);
  const hasTwin = ({ email }: RecordedRow) => addresses.includes(String(email).toLowerCase());
  const expected = (recorded as readonly RecordedRow[]).filter((row) => isLeft(row) || !hasTwin(row));
  return isSame(lower(expected), lower(left));
}

const speaksOfMergedInvitation = (interaction: Interaction): boolean =>
  isBelow('invitations')(interaction) &&
  twinIds(interaction).some((id) => interaction.request.path.includes(String(id)));

/** Deviations of accesses and invitations of mail domains. */
export const MAIL_PEOPLE_DEVIATIONS: readonly DeviationRule[] = [
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
      createsInvitation(interaction) &&
      answeredHtml(interaction) &&
      !(interaction.request.body ?? '').includes('"role"'),
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
    follows: 'D24',
    because: 'addresses of invitations are in lower case',
    when: isBelow('invitations'),
    explains: ({ recorded, ours }) =>
      recorded !== undefined && ours !== undefined && isSame(lower(recorded), lower(ours)),
  },
  {
    follows: 'D24',
    because: 'an address is invited once, whatever its letter case',
    when: (interaction) =>
      createsInvitation(interaction) &&
      invitationsOf(interaction).some(({ email }) =>
        (interaction.request.body ?? '').toLowerCase().includes(`"${String(email).toLowerCase()}"`),
      ),
    explains: (difference, answer, interaction) =>
      refusal(400, '__all__')(difference, answer, interaction) ||
      (answer.status === 400 &&
        (isSame(difference.ours, []) || difference.aspect === 'effect mail_domain_invitation row')),
  },
  {
    follows: 'D24',
    because: 'of invitations that differ by letter case one is left',
    when: (interaction) => isBelow('invitations', 'GET')(interaction) && twinIds(interaction).length > 0,
    explains: (difference, _answer, interaction) => isListWithoutTwins(difference, interaction),
  },
  {
    follows: 'D24',
    because: 'an invitation of which a twin is left is no more',
    when: speaksOfMergedInvitation,
    explains: (difference, answer, interaction) =>
      answer.text.includes('No MailDomainInvitation matches') &&
      (refusal(404, 'detail')(difference, answer, interaction) ||
        (answer.status === 404 && difference.aspect === 'mails' && isSame(difference.ours, []))),
  },
  {
    follows: 'D24',
    because: 'several accounts with one address are no reason to fail',
    when: (interaction) => createsInvitation(interaction) && answeredHtml(interaction),
    explains: (difference, answer, interaction) =>
      success(201)(difference, answer, interaction) && answer.text.includes('access created instead'),
  },
  {
    follows: 'D3',
    because: 'an invitation is found in its own domain only',
    when: (interaction) =>
      refreshes(interaction) &&
      !invitationsOf(interaction).some(
        ({ id, domain_id: domain }) =>
          interaction.request.path.includes(String(id)) &&
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
    when: refreshes,
    explains: ({ aspect, ours }, answer) =>
      answer.status === 200 && aspect === 'effect mail_domain_invitation.expires_at' && ours !== undefined,
  },
  {
    follows: 'D44',
    because: 'what is no id in a path is nothing',
    when: (interaction) =>
      isBelow('invitations')(interaction) &&
      JSON.stringify(interaction.response.body).includes('is not a valid UUID'),
    explains: refusal(404, 'detail', 'Not found.'),
  },
];
