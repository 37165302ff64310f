import { answeredHtml, isAnswerPart, refusal, success } from './deviation-shapes.ts';
import { ALIAS_DEVIATIONS } from './deviations-of-aliases.ts';
import { MAIL_PEOPLE_DEVIATIONS } from './deviations-of-mail-people.ts';
import { MAILBOX_ACTION_DEVIATIONS } from './deviations-of-mailbox-actions.ts';
import { isSame } from './difference.ts';
import { dimailStatus, isRefusal, isRefusedForGood, isUpstream } from './dimail-refusals.ts';
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

/** The domain of the path as the reference had it. */
const statusBefore = ({ before, request }: Interaction): unknown =>
  (before['people_mail_domain'] ?? []).find(({ slug }) => request.path.includes(`/${String(slug)}/`))?.[
    'status'
  ];

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
    follows: 'D55',
    because: 'a domain that dimail refuses is refused in its words',
    isUnrecorded: true,
    when: (interaction) => createsDomain(interaction) && isRefusedForGood(interaction),
    explains: (difference, answer, interaction) =>
      isRefusal(difference, answer, interaction) ||
      refusal(502, 'code', 'dimail_not_found')(difference, answer, interaction),
  },
  {
    follows: 'D58',
    because: 'no domain is created while dimail refuses us, and the caller is not told of our settings',
    isUnrecorded: true,
    when: (interaction) =>
      (createsDomain(interaction) || fetches(interaction)) &&
      [401, 403].includes(dimailStatus(interaction) ?? 0),
    explains: refusal(502, 'code', 'dimail_forbidden'),
  },
  {
    follows: 'D54',
    because: 'a domain is created whatever becomes of its first check',
    isUnrecorded: true,
    when: (interaction) =>
      createsDomain(interaction) && answeredHtml(interaction) && dimailStatus(interaction) === 201,
    explains: success(201),
  },
  {
    follows: 'D53',
    because: 'a name in other scripts is stored in ASCII, and dimail is asked for that',
    isUnrecorded: true,
    when: (interaction) =>
      createsDomain(interaction) && interaction.response.status === 201 && /[^ -~]/.test(nameOf(interaction)),
    explains: ({ aspect, ours }, answer) =>
      answer.status === 201 &&
      answer.text.includes('xn--') &&
      (/^body (name|slug|status|last_check_details|action_required_details|expected_config)/.test(aspect) ||
        (aspect === 'effect mail_domain row' &&
          (ours === undefined || JSON.stringify(ours).includes('xn--')))),
  },
  {
    follows: 'D70',
    because: 'a failing check without errors is shown',
    isUnrecorded: true,
    when: (interaction) =>
      interaction.request.method === 'GET' &&
      /\/mail-domains\//.test(interaction.request.path) &&
      answeredHtml(interaction),
    explains: (difference, answer) => answer.status === 200 && isAnswerPart(difference),
  },
  {
    follows: 'D57',
    because: 'the report of an enabled domain is that of its last check',
    isUnrecorded: true,
    when: (interaction) => fetches(interaction) && statusBefore(interaction) === 'enabled',
    explains: ({ aspect }, answer) =>
      answer.status === 200 &&
      /^(body |effect mail_domain\.)(last_check_details|action_required_details)/.test(aspect),
  },
  {
    follows: 'D57',
    because: 'a domain that a fix enables sends what waits',
    isUnrecorded: true,
    when: (interaction) =>
      fetches(interaction) && interaction.outgoing.some(({ url }) => url.endsWith('/fix/')),
    explains: ({ aspect, recorded, ours }, answer) =>
      answer.status === 200 &&
      aspect === 'effect mailbox.status' &&
      recorded === undefined &&
      ours === 'enabled',
  },
  {
    follows: 'D14',
    because: 'a check of a domain that dimail cannot answer says why',
    when: (interaction) => fetches(interaction) && interaction.response.status === 500,
    explains: isUpstream,
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
    follows: 'D11',
    because: 'a mailbox that dimail refuses is refused, and nothing is kept',
    isUnrecorded: true,
    when: (interaction) =>
      createsMailbox(interaction) && answeredHtml(interaction) && isRefusedForGood(interaction),
    explains: (difference, answer, interaction) =>
      isRefusal(difference, answer, interaction) ||
      refusal(400, '__all__', 'Mailbox with this Local_part and Domain already exists.')(
        difference,
        answer,
        interaction,
      ),
  },
  {
    follows: 'D59',
    because: 'a mailbox cannot be its own secondary address',
    when: createsMailbox,
    explains: refusal(400, 'secondary_email'),
  },
  {
    follows: 'D60',
    because: 'a mailbox is created, and its owner told, whatever becomes of a login code',
    when: (interaction) => createsMailbox(interaction) && interaction.response.status === 500,
    explains: (difference, answer) =>
      answer.status === 201 &&
      answer.text.includes('"status":"enabled"') &&
      (isAnswerPart(difference) || difference.aspect === 'mails'),
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
