import { answeredHtml, isAnswerPart, refusal, success } from './deviation-shapes.ts';
import { isSame } from './difference.ts';
import { isRefusal, isRefusedForGood, isUpstream } from './dimail-refusals.ts';
import { idAfter, rowsBefore } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const ACTION = /\/mail-domains\/[^/]+\/mailboxes\/[^/]+\/(enable|disable|reset_password|login_link)\/?$/;

const acts = ({ request }: Interaction): boolean => request.method === 'POST' && ACTION.test(request.path);
const actsBy = (name: string) => (interaction: Interaction) =>
  acts(interaction) && ACTION.exec(interaction.request.path)?.[1] === name;

/** The mailbox of the path as the reference had it. */
const statusBefore = (interaction: Interaction): unknown =>
  rowsBefore(interaction, 'people_mail_box').find(({ id }) => id === idAfter(interaction, 'mailboxes'))?.[
    'status'
  ];

/** Deviations of what can be done with a mailbox. */
export const MAILBOX_ACTION_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D62',
    because: 'what is not at dimail is switched here alone, and what is off gets neither password nor link',
    when: (interaction) => acts(interaction) && statusBefore(interaction) !== 'enabled',
    explains: (difference, answer, interaction) =>
      refusal(400, 'code', 'mailbox_not_enabled')(difference, answer, interaction) ||
      (answer.text.includes('mailbox_not_enabled') &&
        difference.aspect === 'mails' &&
        isSame(difference.ours, [])) ||
      (answeredHtml(interaction) &&
        ['pending', 'failed'].includes(String(statusBefore(interaction))) &&
        (success(200)(difference, answer, interaction) ||
          (answer.status === 200 && difference.aspect === 'effect mailbox.status'))),
  },
  {
    follows: 'D58',
    because: 'who is refused by dimail is us, not the caller',
    when: (interaction) =>
      acts(interaction) &&
      JSON.stringify(interaction.response.body).includes('MAIL_PROVISIONING_API_CREDENTIALS'),
    explains: refusal(502, 'code', 'dimail_forbidden'),
  },
  {
    follows: 'D114',
    because: 'while dimail is away a mailbox is switched later, and shown as pending until then',
    when: (interaction) =>
      (actsBy('enable')(interaction) || actsBy('disable')(interaction)) && answeredHtml(interaction),
    explains: (difference, answer) =>
      answer.status === 200 && answer.text.includes('"status":"pending"') && isAnswerPart(difference),
  },
  {
    follows: 'D14',
    because: 'a change that dimail cannot be asked for says why',
    when: (interaction) => acts(interaction) && answeredHtml(interaction),
    explains: (difference, answer, interaction) =>
      isAnswerPart(difference) && isUpstream(difference, answer, interaction),
  },
  {
    follows: 'D14',
    because: 'a change that dimail refuses is refused in its words',
    isUnrecorded: true,
    when: (interaction) => acts(interaction) && answeredHtml(interaction) && isRefusedForGood(interaction),
    explains: isRefusal,
  },
  {
    follows: 'D9',
    because: 'a new password is the one to sign in with',
    when: actsBy('reset_password'),
    explains: ({ aspect, ours }, answer) =>
      answer.status === 200 && aspect === 'effect mailbox.password_hash' && typeof ours === 'string',
  },
];
