import { readBody } from './compare-answer.ts';
import { isAnswerPart, refusal } from './deviation-shapes.ts';
import { isSame } from './difference.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const isContacts = ({ request }: Interaction): boolean => request.path.startsWith('/api/v1.0/contacts');
const lists = (interaction: Interaction): boolean =>
  isContacts(interaction) && Array.isArray(interaction.response.body);

type Listed = Readonly<{ id: string; owner: string | null }>;
const listed = (body: unknown): readonly Listed[] => (Array.isArray(body) ? (body as Listed[]) : []);

const actorRow = ({ actor, before }: Interaction) =>
  (before['people_user'] ?? []).find(({ id }) => id === actor?.id);

/** Deviations of contacts. */
export const CONTACT_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D15',
    because: 'somebody without organization sees public contacts and their own',
    when: (interaction) => lists(interaction) && actorRow(interaction)?.['organization_id'] === null,
    explains: ({ aspect }, answer, { actor, response }) => {
      const visible = listed(response.body).filter(({ owner }) => owner === null || owner === actor?.id);
      return aspect === 'body' && isSame(visible, readBody(answer));
    },
  },
  {
    follows: 'D17',
    because: 'a contact that somebody else overrides stays visible',
    when: lists,
    explains: ({ aspect }, answer, { actor, before, response }) => {
      const recorded = listed(response.body);
      const ours = listed(readBody(answer));
      const added = ours.filter(({ id }) => !recorded.some((contact) => contact.id === id));
      const isOverriddenByOthers = ({ id }: Listed) =>
        (before['people_contact'] ?? []).some(
          ({ override_id: overridden, owner_id: owner }) => overridden === id && owner !== actor?.id,
        );
      const others = ours.filter((contact) => !added.includes(contact));
      return aspect === 'body' && added.every(isOverriddenByOthers) && isSame(others, recorded);
    },
  },
  {
    follows: 'D18',
    because: 'a contact that is not seen cannot be overridden',
    when: (interaction) => isContacts(interaction) && interaction.request.method === 'POST',
    explains: refusal(400, 'override'),
  },
  {
    follows: 'D27',
    because: 'contacts of others are not there',
    when: (interaction) => isContacts(interaction) && interaction.response.status === 403,
    explains: refusal(404, 'detail', 'No Contact matches the given query.'),
  },
  {
    follows: 'D42',
    because: 'data that is not given is asked for',
    when: (interaction) =>
      isContacts(interaction) && JSON.stringify(interaction.response.body).includes('None is not of type'),
    explains: ({ aspect, ours }) => aspect === 'body data' && isSame(ours, ['This field is required.']),
  },
  {
    follows: 'D45',
    because: 'a percent sign is searched for as such',
    when: (interaction) => lists(interaction) && /(^|&)q=(%25|_)(&|$)/.test(interaction.request.query),
    explains: (difference, answer) => isAnswerPart(difference) && isSame(readBody(answer), []),
  },
];
