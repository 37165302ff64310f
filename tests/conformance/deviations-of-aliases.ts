import { answeredHtml, isAnswerPart, refusal, success } from './deviation-shapes.ts';
import type { Difference } from './difference.ts';
import { isRefusal, isRefusedForGood, isUpstream } from './dimail-refusals.ts';
import { idAfter, rowsBefore, sentObject } from './interaction-facts.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const isAt =
  (method: string, path: RegExp) =>
  ({ request }: Interaction): boolean =>
    request.method === method && path.test(request.path);

const creates = isAt('POST', /\/aliases\/?$/);
const removes = isAt('DELETE', /\/aliases(\/[^/]+)?\/?$/);
const removesAll = isAt('DELETE', /\/aliases(\/delete)?\/?$/);

const LOCAL_PART = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i;

const sentLocalPart = (interaction: Interaction): string =>
  String(sentObject(interaction)['local_part'] ?? '');

/** The alias of the path as the reference had it. */
const aliasBefore = (interaction: Interaction): RecordedRow | undefined =>
  rowsBefore(interaction, 'people_aliases').find(({ id }) => id === idAfter(interaction, 'aliases'));

const namesCredentials = ({ response }: Interaction): boolean =>
  JSON.stringify(response.body ?? '').includes('MAIL_PROVISIONING_API_CREDENTIALS');

/** Whether dimail answered that status to a call about aliases. */
const wasAnswered = ({ outgoing }: Interaction, status: number): boolean =>
  outgoing.some((call) => call.url.includes('/aliases/') && call.status === status);

/** An alias that stayed here. */
const isKeptRow = ({ aspect, recorded, ours }: Difference): boolean =>
  aspect === 'effect mail_alias row' && recorded === undefined && ours !== undefined;

/** Whether a person removes an alias that points to them. */
function isOwn(interaction: Interaction): boolean {
  const actor = (interaction.before['people_user'] ?? []).find(({ id }) => id === interaction.actor?.id);
  const destination = String(aliasBefore(interaction)?.['destination'] ?? '').toLowerCase();
  return destination !== '' && destination === String(actor?.['email'] ?? '').toLowerCase();
}

/** Deviations of aliases. */
export const ALIAS_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D66',
    because: 'the local part of an alias is one as of mailboxes, and mail does not go round in circles',
    when: (interaction) =>
      creates(interaction) &&
      (!LOCAL_PART.test(sentLocalPart(interaction)) ||
        sentLocalPart(interaction).length > 64 ||
        interaction.response.status === 201),
    explains: (difference, answer, interaction) =>
      refusal(400, 'local_part', 'Enter a valid value.')(difference, answer, interaction) ||
      refusal(400, 'destination', 'Mail to this alias would come back to it.')(
        difference,
        answer,
        interaction,
      ),
  },
  {
    follows: 'D66',
    because: 'local parts are in lower case',
    when: (interaction) =>
      creates(interaction) && sentLocalPart(interaction) !== sentLocalPart(interaction).toLowerCase(),
    explains: ({ aspect, recorded, ours }, _answer, interaction) => {
      const wanted = sentLocalPart(interaction).toLowerCase();
      if (aspect === 'body local_part') return ours === wanted;
      const row = (recorded ?? ours) as RecordedRow | undefined;
      return aspect === 'effect mail_alias row' && String(row?.['local_part']).toLowerCase() === wanted;
    },
  },
  {
    follows: 'D66',
    because: 'dimail is not asked for what no path can name',
    when: (interaction) =>
      removes(interaction) && String(aliasBefore(interaction)?.['local_part'] ?? '').includes('/'),
    explains: (difference, answer) => answer.status === 200 && isAnswerPart(difference),
  },
  {
    follows: 'D67',
    because: 'aliases are for enabled domains',
    when: (interaction) => creates(interaction) && answeredHtml(interaction),
    explains: refusal(400, 'non_field_errors', 'Aliases can only be created on an enabled domain.'),
  },
  {
    follows: 'D69',
    because: 'the domain is that of the path',
    when: (interaction) => creates(interaction) && 'domain' in sentObject(interaction),
    // dimail's side was not recorded: its answer is unknown.
    explains: (difference, answer, interaction) =>
      success(201)(difference, answer, interaction) || isUpstream(difference, answer, interaction),
  },
  {
    follows: 'D69',
    because: 'what is missing to remove aliases is said',
    when: (interaction) => removesAll(interaction) && interaction.response.status === 400,
    explains: refusal(400, 'local_part', 'This field is required.'),
  },
  {
    follows: 'D68',
    because: 'what dimail has already is taken over',
    when: (interaction) => creates(interaction) && wasAnswered(interaction, 409),
    explains: success(201),
  },
  {
    follows: 'D58',
    because: 'who is refused by dimail is us, not the caller',
    when: (interaction) => (creates(interaction) || removes(interaction)) && namesCredentials(interaction),
    explains: (difference, answer, interaction) =>
      refusal(502, 'code', 'dimail_forbidden')(difference, answer, interaction) ||
      (answer.status === 502 && isKeptRow(difference)),
  },
  {
    follows: 'D68',
    because:
      'dimail is asked first; nothing is lost when it cannot be; one may remove what points to oneself',
    when: (interaction) => removes(interaction),
    explains: (difference, answer, interaction) =>
      isUpstream(difference, answer, interaction) ||
      (answer.status >= 502 && isKeptRow(difference)) ||
      (isOwn(interaction) && interaction.response.status === 403 && answer.status < 300),
  },
  {
    follows: 'D14',
    because: 'an alias that dimail cannot be asked for says why',
    when: (interaction) => creates(interaction) && answeredHtml(interaction),
    explains: isUpstream,
  },
  {
    follows: 'D14',
    because: 'an alias that dimail refuses is refused in its words',
    isUnrecorded: true,
    when: (interaction) =>
      (creates(interaction) || removes(interaction)) &&
      answeredHtml(interaction) &&
      isRefusedForGood(interaction),
    explains: (difference, answer, interaction) =>
      isRefusal(difference, answer, interaction) || (answer.status === 400 && isKeptRow(difference)),
  },
];
