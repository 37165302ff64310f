import { readBody } from './compare-answer.ts';
import { refusal } from './deviation-shapes.ts';
import { isSame } from './difference.ts';
import { actorRow } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const isContacts = ({ request }: Interaction): boolean => request.path.startsWith('/api/v1.0/contacts');
const lists = (interaction: Interaction): boolean =>
  isContacts(interaction) && Array.isArray(interaction.response.body);

type Listed = Readonly<{
  id: string;
  owner: string | null;
  full_name: string;
  short_name: string | null;
  data: { readonly emails?: readonly { readonly value: string }[] };
}>;
const listed = (body: unknown): readonly Listed[] => (Array.isArray(body) ? (body as Listed[]) : []);

const searchedText = ({ request }: Interaction): string => new URLSearchParams(request.query).get('q') ?? '';

/** Letters without accents and in lower case. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const holds = (contact: Listed, text: string): boolean =>
  [
    contact.full_name,
    contact.short_name ?? '',
    ...(contact.data.emails ?? []).map(({ value }) => value),
  ].some((value) => plain(value).includes(plain(text)));

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
    because: 'a percent sign or an underscore is searched for as such',
    when: (interaction) => lists(interaction) && /[%_]/.test(searchedText(interaction)),
    explains: ({ aspect, recorded, ours }, _answer, interaction) =>
      aspect === 'body' &&
      isSame(
        listed(recorded).filter((contact) => holds(contact, searchedText(interaction))),
        ours,
      ),
  },
];
