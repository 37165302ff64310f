/** The stage of a session when the server replied; `data`: to the command, `content`: to the message itself. */
export type SmtpPhase = 'connection' | 'authentication' | 'sender' | 'recipient' | 'data' | 'content';

/** An unsuccessful reply (RFC 5321 section 4.2), unchanged. */
export type SmtpReply = Readonly<{ phase: SmtpPhase; code: number; text: string }>;

/**
 * The meaning of a reply for a mail. `temporary`: not now. `configuration`: the server refuses us, and would refuse any
 * other mail as well. `mail`: it refuses the recipient or the content, and would again.
 */
export type SmtpReplyMeaning = 'temporary' | 'configuration' | 'mail';

type Status = Readonly<{ subject: number; detail: number }>;

/** Longest text that is examined, in characters. */
const LOOKED_AT = 2_000;

/** The status at its place (RFC 2034), after a number sign (IronPort) or in brackets at the end (qmail). */
const STATUS = /^\d{3}[ -]#?5\.(\d{1,3})\.(\d{1,3})\b|[(#]5\.(\d{1,3})\.(\d{1,3})\b/;

/** The status of RFC 3463 in a reply about a permanent failure. */
export function smtpStatus(text: string): Status | undefined {
  const found = STATUS.exec(text.slice(0, LOOKED_AT));
  if (!found) return undefined;
  const [, subject = found[3], detail = found[4]] = found;
  return { subject: Number(subject), detail: Number(detail) };
}

/** Codes that require authentication or TLS (RFC 4954 section 6, RFC 3207 section 4, RFC 5248). */
const ABOUT_OUR_IDENTITY: ReadonlySet<number> = new Set([523, 524, 525, 530, 534, 535, 538]);

/** Codes that RFC 5321 section 4.2.3 and RFC 7504 give to a mailbox: unknown, elsewhere, full, not allowed, of no host. */
const ABOUT_THE_MAILBOX: ReadonlySet<number> = new Set([550, 551, 552, 553, 556]);

/** RFC 5321 has only 554 for unwanted messages; some filters answer 541 or 571. */
const JUDGES_CONTENT: ReadonlySet<number> = new Set([541, 554, 571]);

/** Words with which servers refuse a sender: Postfix, Exim, Exchange, sendmail, filters in front of them. */
const WORDS_ABOUT_US = new RegExp(
  [
    String.raw`\brelay`,
    String.raw`\bsender\b|\bsend ?as\b|sendasdenied|\bsend on behalf|\bexp[ée]diteur`,
    String.raw`\bhelo\b|\behlo\b|\bclient (?:host|does not|was not)|\btenant\b`,
    String.raw`authenti[cf]|\bauth\b|\blog ?in\b|\bcredentials?\b|\bstarttls\b|\btls\b`,
    String.raw`\bspf\b|\bdkim\b|\bdmarc\b|\barc\b`,
    String.raw`\breverse dns\b|\brdns\b|\bptr\b|\bhostname\b`,
    String.raw`spamhaus|\b(?:rbl|dnsbl)\b|\b(?:black|block|deny)[- ]?list|\bblocked using\b|\breputation\b`,
    String.raw`\byour (?:ip|server|host|domain|network|account)\b|\b(?:ip|ip address|host) (?:is |was )?(?:blocked|banned|not (?:allowed|authori[sz]ed|permitted))`,
    String.raw`\b(?:permissions?|permitted|allowed|authori[sz]ed) to (?:send|relay|use)`,
    String.raw`\b(?:send|sending|rate|daily|hourly) (?:\w+ )?limit`,
    String.raw`\badministrative prohibition\b`,
  ].join('|'),
  'i',
);

/** Words with which servers refuse a recipient. */
const WORDS_ABOUT_THE_RECIPIENT = new RegExp(
  [
    String.raw`\brecipient address rejected\b|\bno valid recipients?\b|\bdestinataire`,
    String.raw`\b(?:unknown|invalid|bad|no such|nonexistent|illegal|undeliverable|unrouteable) (?:local )?(?:user|recipient|mailbox|address|account|destination|part)`,
    String.raw`\b(?:user|recipient|mailbox|address|account)\b.{0,40}?\b(?:unknown|not found|not exist|n.t exist|not have|n.t have|unavailable|disabled|inactive|invalid|full|over ?quota|no longer)\b`,
  ].join('|'),
  'i',
);

/** The server's own words: the text without the reply's numbers, addresses, links and host names. */
const wordsOf = (text: string): string =>
  text
    .slice(0, LOOKED_AT)
    .replaceAll(/<[^>\n]{0,320}>/g, ' ')
    .replaceAll(/^\d{3}[ -](?:#?\d\.\d{1,3}\.\d{1,3}\b)?/gm, ' ')
    .replaceAll(/\S*(?:@|:\/\/)\S*/g, ' ')
    .replaceAll(/\b[a-z0-9-]+(?:\.[a-z0-9-]+)+\b/g, ' ')
    .replaceAll(/\s+/g, ' ');

const judgedByWords = (words: string, otherwise: SmtpReplyMeaning): SmtpReplyMeaning => {
  if (WORDS_ABOUT_US.test(words)) return 'configuration';
  return WORDS_ABOUT_THE_RECIPIENT.test(words) ? 'mail' : otherwise;
};

/** The meaning where the status leaves it open. Without a clear refusal of the mail, the mail waits and is not lost. */
function judgedByCode({ phase, code }: SmtpReply, words: string): SmtpReplyMeaning {
  if (ABOUT_THE_MAILBOX.has(code)) return judgedByWords(words, 'mail');
  // For RCPT, the refused parameter is the recipient.
  if (code === 501) return judgedByWords(words, phase === 'recipient' ? 'mail' : 'configuration');
  const isOfContent = phase === 'content' && JUDGES_CONTENT.has(code);
  return judgedByWords(words, isOfContent ? 'mail' : 'configuration');
}

/**
 * The meaning by the subject of the status (RFC 3463, the registry of RFC 5248); undefined where the code decides, as
 * for most that end in zero, "other or undefined".
 */
function judgedByStatus(
  { subject, detail }: Status,
  { phase }: SmtpReply,
  words: string,
): SmtpReplyMeaning | undefined {
  switch (subject) {
    // Addresses. 5.1.7 and 5.1.8 are about the sender's; so is 5.1.0 from Postfix, whose text says so.
    case 1:
      if (detail === 0) return judgedByWords(words, 'mail');
      return detail === 7 || detail === 8 ? 'configuration' : 'mail';
    // Mailboxes; Exchange has put "send as denied" here.
    case 2:
      if (detail === 0) return judgedByWords(words, 'mail');
      return detail === 252 ? 'configuration' : 'mail';
    // The server's own state; 5.3.4 means that the message is too large for it.
    case 3:
      if (detail === 0) return judgedByWords(words, 'configuration');
      return detail === 4 ? 'mail' : 'configuration';
    // Routes to the recipient; 5.4.2, 5.4.3 and 5.4.5 (limits at Google) are about the server's connections, directory
    // and load.
    case 4:
      if (detail === 0) return judgedByWords(words, 'mail');
      return detail === 2 || detail === 3 || detail === 5 ? 'configuration' : 'mail';
    // The protocol. Outlook.com and La Poste answer 5.5.0 for an unknown recipient.
    case 5:
      return detail === 0 ? undefined : judgedByWords(words, 'configuration');
    case 6:
      return 'mail';
    // Policy. Before the content it is about the sender. After it, filters answer 5.7.0 and 5.7.1 to spam, and 5.7.2 is
    // a list that refuses outside mail; all others are about authentication, signatures and permissions.
    case 7:
      return phase === 'content' && detail <= 2 ? judgedByContentPolicy(words) : 'configuration';
    default:
      return undefined;
  }
}

const judgedByContentPolicy = (words: string): SmtpReplyMeaning =>
  WORDS_ABOUT_US.test(words) ? 'configuration' : 'mail';

/** The meaning of an unsuccessful reply for a mail. */
export function smtpReplyMeaning(reply: SmtpReply): SmtpReplyMeaning {
  const { phase, code, text } = reply;
  if (code < 500 || code > 599) return 'temporary';
  if (ABOUT_OUR_IDENTITY.has(code)) return 'configuration';
  // By then the server knows only the sender of the mail, which is the same for all mails.
  if (phase === 'connection' || phase === 'authentication' || phase === 'sender') return 'configuration';
  const words = wordsOf(text);
  const status = smtpStatus(text);
  return (status && judgedByStatus(status, reply, words)) ?? judgedByCode(reply, words);
}
