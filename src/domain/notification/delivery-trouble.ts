/**
 * Why a mail does not reach its recipient, as far as people can do something about it. `recipient_unknown`: no such mailbox;
 * `domain_unknown`: the part after the @ takes no mail; `mailbox_full`, `mailbox_disabled`: as they say; `message_refused`: by
 * its content or a policy; `unreachable`: the mail server does not take mails now.
 */
export type DeliveryTrouble =
  | 'recipient_unknown'
  | 'domain_unknown'
  | 'mailbox_full'
  | 'mailbox_disabled'
  | 'message_refused'
  | 'unreachable'
  | 'other';

/** Enhanced status codes without their class (RFC 3463 and the registry of RFC 5248). */
const BY_STATUS: Readonly<Record<string, DeliveryTrouble>> = {
  '1.1': 'recipient_unknown',
  '1.2': 'domain_unknown',
  '1.3': 'recipient_unknown',
  '1.6': 'recipient_unknown',
  '1.10': 'domain_unknown',
  '2.1': 'mailbox_disabled',
  '2.2': 'mailbox_full',
  '2.3': 'message_refused',
  '3.4': 'message_refused',
  '4.4': 'domain_unknown',
};

/** Replies that say enough without a status (RFC 5321 section 4.2.3, RFC 7504). */
const BY_REPLY: Readonly<Record<string, DeliveryTrouble>> = {
  550: 'recipient_unknown',
  551: 'recipient_unknown',
  553: 'recipient_unknown',
  552: 'mailbox_full',
  452: 'mailbox_full',
  556: 'domain_unknown',
  541: 'message_refused',
  554: 'message_refused',
  571: 'message_refused',
};

const STATUS = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;
const REPLY = /\b([245]\d\d)\b/;
/** Of a reply to the recipient alone: the same codes are about the message later on. */
const TO_RECIPIENT = /\bRCPT TO\b/;

/** Codes of a session that did not come to a reply, in which nothing is wrong with the mail. */
const WITHOUT_REPLY = /\b(?:ECONN|ETIMEDOUT|EDNS|ESOCKET|ETLS|EAUTH|ENOAUTH|ECONFIG)/;

function byStatus([, , subject = '', detail = '']: RegExpExecArray): DeliveryTrouble | undefined {
  if (subject === '6' || subject === '7') return 'message_refused';
  return BY_STATUS[`${subject}.${detail}`];
}

function byReply(code: string, reason: string): DeliveryTrouble | undefined {
  const known = BY_REPLY[code];
  const isAboutMailbox = known === 'recipient_unknown' || known === 'mailbox_full';
  return isAboutMailbox && !TO_RECIPIENT.test(reason) ? 'message_refused' : known;
}

/**
 * What the codes of a mail server or a connection mean for people. A server that refuses for now, or refuses all mails of ours,
 * counts as one that cannot be reached: nothing is wrong with the mail.
 *
 * @param reason codes with spaces and commas between them, as `EENVELOPE, RCPT TO, 550, 5.1.1`
 * @param isFinal whether the mail was refused for good
 */
export function deliveryTrouble(reason: string, isFinal: boolean): DeliveryTrouble {
  const [reply] = REPLY.exec(reason.replace(STATUS, ' ')) ?? [];
  const status = STATUS.exec(reason);
  const meant = (status && byStatus(status)) ?? (reply === undefined ? undefined : byReply(reply, reason));
  if (isFinal) return meant ?? 'other';
  if (meant === 'mailbox_full' || meant === 'domain_unknown') return meant;
  return reply !== undefined || WITHOUT_REPLY.test(reason) ? 'unreachable' : 'other';
}
