import { isAnswerPart, refusal, success } from './deviation-shapes.ts';
import { ALIAS_DEVIATIONS } from './deviations-of-aliases.ts';
import { MAIL_PEOPLE_DEVIATIONS } from './deviations-of-mail-people.ts';
import { MAILBOX_ACTION_DEVIATIONS } from './deviations-of-mailbox-actions.ts';
import { isSame } from './difference.ts';
import { sentObject } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';
import { isSaid } from './said-text.ts';

const isPost =
  (pattern: RegExp) =>
  ({ request }: Interaction): boolean =>
    request.method === 'POST' && pattern.test(request.path);

const createsDomain = isPost(/\/mail-domains\/?$/);
const createsMailbox = isPost(/\/mailboxes\/?$/);
const fetches = isPost(/\/fetch\/?$/);

/** What dimail answered first to a call other than for a token. */
const dimailStatus = ({ outgoing }: Interaction): number | undefined =>
  outgoing.find(({ url }) => !url.endsWith('/token/'))?.status;

const nameOf = (interaction: Interaction): string => String(sentObject(interaction)['name'] ?? '');

const isPlainDomainName = (name: string): boolean =>
  /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(name);

const isOutage = (status: number | undefined): boolean =>
  status === undefined || status === 429 || status >= 500;

/** Deviations of mail domains and mailboxes. */
export const MAIL_DEVIATIONS: readonly DeviationRule[] = [
  ...MAIL_PEOPLE_DEVIATIONS,
  ...MAILBOX_ACTION_DEVIATIONS,
  ...ALIAS_DEVIATIONS,
  {
    follows: 'D53',
    because: 'a domain is called by a valid DNS name',
    when: (interaction) => createsDomain(interaction) && !isPlainDomainName(nameOf(interaction)),
    explains: refusal(400, 'name', 'Enter a valid domain name.'),
  },
  {
    follows: 'D53',
    because: 'a slug that is taken gets a number, and a name in other scripts is stored in ASCII',
    when: (interaction) =>
      createsDomain(interaction) &&
      interaction.response.status === 400 &&
      isSame(Object.keys(interaction.response.body ?? {}), ['slug']),
    explains: success(201),
  },
  {
    follows: 'D55',
    because: 'a name that dimail has taken is refused as taken',
    when: (interaction) => createsDomain(interaction) && dimailStatus(interaction) === 409,
    explains: refusal(400, 'name', 'Mail domain with this name already exists.'),
  },
  {
    follows: 'D55',
    because: 'no domain is created while dimail is down',
    when: (interaction) => createsDomain(interaction) && isOutage(dimailStatus(interaction)),
    explains: refusal(503, 'code', 'dimail_unavailable'),
  },
  {
    follows: 'D14',
    because: 'a check of a domain that dimail cannot answer says why',
    when: (interaction) => fetches(interaction) && interaction.response.status === 500,
    explains: (difference, answer, interaction) =>
      refusal(503, 'code', 'dimail_unavailable')(difference, answer, interaction) ||
      refusal(502, 'code', 'dimail_not_found')(difference, answer, interaction),
  },
  {
    follows: 'D56',
    because: 'a disabled domain stays disabled',
    when: fetches,
    explains: ({ aspect, recorded, ours }) =>
      ['body status', 'effect mail_domain.status'].includes(aspect) &&
      recorded === 'enabled' &&
      ours === 'disabled',
  },
  {
    follows: 'D61',
    because: 'a mailbox sent later keeps its password hash, and its mail waits for a login link',
    when: fetches,
    explains: ({ aspect, ours }) =>
      aspect === 'effect mailbox.password_hash' ||
      (aspect === 'mails' && Array.isArray(ours) && ours.length === 0),
  },
  {
    follows: 'D11',
    because: 'a mailbox that dimail cannot create now is created later',
    when: (interaction) => createsMailbox(interaction) && [403, 500].includes(interaction.response.status),
    explains: (difference, answer) =>
      answer.status === 201 && answer.text.includes('"status":"pending"') && isAnswerPart(difference),
  },
  {
    follows: 'D59',
    because: 'a mailbox cannot be its own secondary address',
    when: createsMailbox,
    explains: refusal(400, 'secondary_email'),
  },
  {
    follows: 'D60',
    because: 'a mailbox is created whatever becomes of its login code',
    when: (interaction) => createsMailbox(interaction) && interaction.response.status === 500,
    explains: (difference, answer) =>
      answer.status === 201 && answer.text.includes('"status":"enabled"') && isAnswerPart(difference),
  },
  {
    follows: 'D64',
    because: 'a misplaced dot is told where it was typed',
    when: createsMailbox,
    explains: ({ aspect, ours }, answer) =>
      aspect === 'body dn_email' ||
      (aspect === 'body local_part' &&
        Array.isArray(ours) &&
        isSaid(ours[0], ['Enter a valid value.'], answer)),
  },
];
