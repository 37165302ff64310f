import { refusal } from './deviation-shapes.ts';
import { isSameButForTies } from './deviations-of-lists.ts';
import { isSame } from './difference.ts';
import { actorRow, rowsBefore } from './interaction-facts.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import type { DeviationRule } from './rule.ts';
import { isSaid } from './said-text.ts';

const isContacts = ({ request }: Interaction): boolean => request.path.startsWith('/api/v1.0/contacts');
const lists = (interaction: Interaction): boolean =>
  isContacts(interaction) && Array.isArray(interaction.response.body);

type Listed = Readonly<{ id: string }>;
const listed = (body: unknown): readonly Listed[] => (Array.isArray(body) ? (body as Listed[]) : []);

const searchedText = ({ request }: Interaction): string => new URLSearchParams(request.query).get('q') ?? '';
const contacts = (interaction: Interaction) => rowsBefore(interaction, 'people_contact');

/** Letters without accents and in lower case. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
function holds({ full_name: fullName, short_name: shortName, data }: RecordedRow, text: string): boolean {
  const { emails = [] } = (data ?? {}) as { readonly emails?: readonly { readonly value: unknown }[] };
  return [fullName, shortName ?? '', ...emails.map(({ value }) => value)].some((value) =>
    plain(String(value)).includes(plain(text)),
  );
}

/** Contacts we list: public ones, own ones and profiles of colleagues, but for those that the actor overrides. */
function idsOfOurList(interaction: Interaction): readonly unknown[] {
  const { actor } = interaction;
  const organization = actorRow(interaction)?.['organization_id'] ?? null;
  const colleagues = rowsBefore(interaction, 'people_user')
    .filter((user) => organization !== null && user['organization_id'] === organization)
    .map(({ id }) => id);
  const overridden = contacts(interaction)
    .filter(({ owner_id: owner }) => owner === actor?.id)
    .map(({ override_id: id }) => id);
  return contacts(interaction)
    .filter(
      ({ id, owner_id: owner, user_id: user }) =>
        (owner === null || owner === actor?.id || (user !== null && colleagues.includes(user))) &&
        !overridden.includes(id),
    )
    .filter((row) => holds(row, searchedText(interaction)))
    .map(({ id }) => id);
}

/** Whether ours is that list, each contact as recorded and, as far as there is one, in the recorded order. */
function isOurList(recorded: unknown, ours: unknown, interaction: Interaction): boolean {
  const [theirs, mine] = [listed(recorded), listed(ours)];
  const common = (one: readonly Listed[], other: readonly Listed[]) =>
    one.filter(({ id }) => other.some((contact) => contact.id === id));
  return (
    isSame(mine.map(({ id }) => id).toSorted(), idsOfOurList(interaction).toSorted()) &&
    isSameButForTies(common(theirs, mine), common(mine, theirs), interaction, false)
  );
}

/** A contact that another person overrides. */
const isOverriddenByOthers = (interaction: Interaction): boolean =>
  contacts(interaction).some(
    ({ override_id: overridden, owner_id: owner }) => overridden !== null && owner !== interaction.actor?.id,
  );

const isOurs: DeviationRule['explains'] = ({ aspect, recorded, ours }, _answer, interaction) =>
  aspect === 'body' && isOurList(recorded, ours, interaction);

/** Deviations of contacts. */
export const CONTACT_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D15',
    because: 'somebody without organization sees public contacts and their own',
    when: (interaction) => lists(interaction) && actorRow(interaction)?.['organization_id'] === null,
    explains: isOurs,
  },
  {
    follows: 'D17',
    because: 'a contact that somebody else overrides stays visible',
    when: (interaction) => lists(interaction) && isOverriddenByOthers(interaction),
    explains: isOurs,
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
    explains: ({ aspect, ours }, answer) =>
      aspect === 'body data' && Array.isArray(ours) && isSaid(ours[0], ['This field is required.'], answer),
  },
  {
    follows: 'D45',
    because: 'a percent sign or an underscore is searched for as such',
    when: (interaction) => lists(interaction) && /[%_]/.test(searchedText(interaction)),
    explains: isOurs,
  },
];
