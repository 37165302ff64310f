import { describe, expect, it } from 'vitest';
import { type SmtpPhase, type SmtpReplyMeaning, smtpReplyMeaning } from './smtp-reply-meaning.ts';

type Row = readonly [phase: SmtpPhase, reply: string, meaning: SmtpReplyMeaning];

const meaningOf = (phase: SmtpPhase, text: string) =>
  smtpReplyMeaning({ phase, code: Number(text.slice(0, 3)), text });

const PHASES: readonly SmtpPhase[] = [
  'connection',
  'authentication',
  'sender',
  'recipient',
  'data',
  'content',
];

describe('a reply that is for now', () => {
  it.each([
    '421 4.3.2 Service shutting down',
    '450 4.1.8 <a@b.fr>: Sender address rejected: Domain not found',
    '450 4.2.0 <a@b.fr>: Recipient address rejected: Greylisted',
    '451 Temporary local problem - please try later',
    '452 4.2.2 The email account that you tried to reach is over quota',
    '454 4.7.0 Temporary authentication failure',
    '250 an answer out of turn',
    '354 another',
  ])('postpones one mail, whenever it comes: %s', (text) => {
    expect(PHASES.map((phase) => meaningOf(phase, text))).toEqual(PHASES.map(() => 'temporary'));
  });
});

describe('a refusal before anything of the mail is said', () => {
  const TEXTS = [
    '500 5.5.2 Error: bad syntax',
    '502 5.5.1 Command not implemented',
    '503 5.5.1 Error: authentication not enabled',
    '521 This server does not accept mail',
    '530 5.7.0 Must issue a STARTTLS command first',
    '535 5.7.8 Error: authentication failed',
    '550 5.1.1 User unknown',
    '550 5.1.8 Sender domain not found',
    '552 5.3.4 Message size exceeds fixed limit',
    '553 5.7.1 Sender address rejected: not owned by user',
    '554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org',
    '554 No SMTP service here',
    '555 5.5.4 Unsupported option',
  ];
  it.each(TEXTS)('is a refusal of us: %s', (text) => {
    const early = ['connection', 'authentication', 'sender'] as const;
    expect(early.map((phase) => meaningOf(phase, text))).toEqual(early.map(() => 'configuration'));
  });
});

const RECIPIENT: readonly Row[] = [
  // Refusals of the sender in the reply to the recipient: Postfix delays all its restrictions to that command.
  ['recipient', '554 5.7.1 <camille@example.fr>: Relay access denied', 'configuration'],
  ['recipient', '550 5.7.1 Unable to relay', 'configuration'],
  ['recipient', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'configuration'],
  ['recipient', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'configuration'],
  ['recipient', '550 5.7.64 TenantAttribution; Relay Access Denied', 'configuration'],
  ['recipient', '553 5.7.1 <a@b.fr>: Sender address rejected: not owned by user regie', 'configuration'],
  ['recipient', '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied', 'configuration'],
  ['recipient', '550 5.7.25 The sending IP address has no PTR record', 'configuration'],
  ['recipient', '550 5.7.0 Authentication required', 'configuration'],
  ['recipient', '504 5.5.2 <regie>: Helo command rejected: need fully-qualified hostname', 'configuration'],
  ['recipient', '550 5.1.8 <a@b.fr>: Sender address rejected: Domain not found', 'configuration'],
  ['recipient', '550 5.1.7 <a@b.fr>: Sender address rejected: undeliverable address', 'configuration'],
  [
    'recipient',
    '550 5.1.0 <a@b.fr>: Sender address rejected: User unknown in local recipient table',
    'configuration',
  ],
  ['recipient', '530 5.7.1 Authentication required', 'configuration'],
  ['recipient', '535 Incorrect authentication data', 'configuration'],
  ['recipient', '538 5.7.11 Encryption required', 'configuration'],
  ['recipient', '523 Encryption needed', 'configuration'],
  // The same without a status.
  ['recipient', '550 relay not permitted', 'configuration'],
  ['recipient', '550 authentication required', 'configuration'],
  ['recipient', '550 Sender verify failed', 'configuration'],
  ['recipient', '550 Administrative prohibition', 'configuration'],
  ['recipient', '551 we do not relay', 'configuration'],
  ['recipient', '513 Relaying denied.', 'configuration'],
  ['recipient', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'configuration'],
  ['recipient', '503 This mail server requires authentication when sending', 'configuration'],
  ['recipient', '571 Delivery not authorized', 'configuration'],
  ['recipient', '554 Transaction failed', 'configuration'],
  // The server's own state, the protocol.
  ['recipient', '550 5.3.2 System not accepting network messages', 'configuration'],
  ['recipient', '554 5.3.5 System incorrectly configured', 'configuration'],
  ['recipient', '550 5.3.0 Rejected', 'configuration'],
  ['recipient', '550 5.4.5 Daily SMTP relay sending limit exceeded', 'configuration'],
  ['recipient', '503 5.5.1 Error: need MAIL command', 'configuration'],
  ['recipient', '501 5.5.4 Invalid arguments', 'configuration'],
  ['recipient', '555 RCPT TO parameters not recognized', 'configuration'],
  ['recipient', '521 5.3.2 Host does not accept mail', 'configuration'],
  // The recipient.
  ['recipient', '550 5.1.1 <camille@example.fr>: Recipient address rejected: User unknown', 'mail'],
  ['recipient', '550-5.1.1 The email account that you tried to reach does not exist.', 'mail'],
  ['recipient', '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416', 'mail'],
  ['recipient', '550 5.1.2 Bad destination host', 'mail'],
  ['recipient', '501 5.1.3 Bad recipient address syntax', 'mail'],
  ['recipient', '551 5.1.6 Mailbox has moved', 'mail'],
  ['recipient', '556 5.1.10 Recipient address has null MX', 'mail'],
  ['recipient', '550 #5.1.0 Address rejected.', 'mail'],
  ['recipient', '550 5.2.1 This mailbox has been blocked due to inactivity', 'mail'],
  ['recipient', '552 5.2.2 Mailbox is full', 'mail'],
  ['recipient', '550 5.4.1 Recipient address rejected: Access denied', 'mail'],
  ['recipient', '550 5.4.4 Unable to route', 'mail'],
  ['recipient', '550 5.5.0 Requested action not taken: mailbox unavailable', 'mail'],
  ['recipient', '550 5.5.0 Boite du destinataire archivee', 'mail'],
  ['recipient', '550 5.3.0 <camille@example.fr>... No such user', 'mail'],
  ['recipient', '504 5.5.2 <camille>: Recipient address rejected: need fully-qualified address', 'mail'],
  ['recipient', '553 5.6.7 Must use SMTPUTF8', 'mail'],
  ['recipient', '550 5.0.0 User unknown', 'mail'],
  ['recipient', '550 No such user here', 'mail'],
  ['recipient', '550 Refused on demand', 'mail'],
  ['recipient', '550 Unrouteable address', 'mail'],
  ['recipient', '551 User not local; please try <camille@example.org>', 'mail'],
  ['recipient', '552 Requested mail action aborted: exceeded storage allocation', 'mail'],
  ['recipient', '553 Requested action not taken: mailbox name not allowed', 'mail'],
  ['recipient', '554 delivery error: dd This user does not have an account here', 'mail'],
  ['recipient', '556 Domain does not accept mail', 'mail'],
  ['recipient', '501 missing or malformed local part', 'mail'],
  // Words inside an address or a host name are not the server's.
  ['recipient', '550 <relay.sender@authentication.example.fr> unknown', 'mail'],
  ['recipient', '550 mx-relay.example.fr: no mailbox by that name', 'mail'],
];

const DATA: readonly Row[] = [
  ['data', '503 5.5.1 Error: need RCPT command', 'configuration'],
  ['data', '554 5.7.1 Relay access denied', 'configuration'],
  ['data', '550 5.1.1 User unknown', 'mail'],
  ['data', '554 5.5.1 Error: no valid recipients', 'mail'],
  ['data', '554 Error: no valid recipients', 'mail'],
];

const CONTENT: readonly Row[] = [
  // Refused as spam, as a virus, as too large, or for its format.
  ['content', '554 5.7.1 Spam message rejected', 'mail'],
  ['content', '554 5.7.1 Message rejected due to content restrictions', 'mail'],
  ['content', '550 5.7.1 Our system has detected that this message is likely unsolicited mail', 'mail'],
  ['content', '552-5.7.0 This message was blocked because its content presents a potential', 'mail'],
  ['content', '554 5.7.0 Reject, id=12345-01 - SPAM', 'mail'],
  ['content', '554 5.7.1 spam: https://w.example.fr/code/secret-code', 'mail'],
  ['content', '554 5.6.0 Message contains NUL characters', 'mail'],
  ['content', '550 5.6.1 Media not supported', 'mail'],
  ['content', '552 5.3.4 Message size exceeds fixed limit', 'mail'],
  ['content', '552 5.2.3 Message length exceeds administrative limit', 'mail'],
  ['content', '554 Transaction failed', 'mail'],
  ['content', '554 Message refused', 'mail'],
  ['content', '550 Requested action not taken', 'mail'],
  ['content', '552 Message size exceeds fixed maximum', 'mail'],
  ['content', '541 Message rejected by the recipient address', 'mail'],
  ['content', '571 Message refused', 'mail'],
  ['content', '550 5.1.1 User unknown', 'mail'],
  ['content', '550 5.7.2 Mailing list expansion prohibited', 'mail'],
  // Refused because of the sender: authentication, signatures, permissions, reputation.
  ['content', '550 5.7.1 rejected by DMARC policy for example.fr', 'configuration'],
  [
    'content',
    '550-5.7.26 This mail has been blocked because the sender is unauthenticated.',
    'configuration',
  ],
  ['content', '550 5.7.23 SPF validation failed', 'configuration'],
  ['content', '550 5.7.20 No passing DKIM signature found', 'configuration'],
  [
    'content',
    "550-5.7.1 The IP you're using to send mail is not authorized to send email directly",
    'configuration',
  ],
  ['content', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'configuration'],
  [
    'content',
    '554 5.2.252 SendAsDenied; regie@example.fr not allowed to send as no-reply@example.fr',
    'configuration',
  ],
  ['content', '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException', 'configuration'],
  ['content', '550 5.7.501 Access denied, spam abuse detected', 'configuration'],
  ['content', '550 5.4.5 Daily user sending limit exceeded', 'configuration'],
  ['content', '530 5.7.0 Authentication required', 'configuration'],
  ['content', '550 SPF check failed', 'configuration'],
  ['content', '554 5.3.0 Local configuration error', 'configuration'],
  ['content', '500 5.5.2 Syntax error', 'configuration'],
  ['content', '503 Bad sequence of commands', 'configuration'],
];

describe.each([
  ['to the recipient', RECIPIENT],
  ['to the announcement of the content', DATA],
  ['to the content', CONTENT],
] as const)('a refusal %s', (_when, rows) => {
  it.each(rows)('%s: %s -> %s', (phase, text, meaning) => {
    expect(meaningOf(phase, text)).toBe(meaning);
  });
});

it('takes every policy status for a refusal of us until the content is seen', () => {
  for (let detail = 0; detail <= 800; detail += 1) {
    for (const phase of ['recipient', 'data'] as const) {
      expect(meaningOf(phase, `550 5.7.${detail} No`), `5.7.${detail}`).toBe('configuration');
    }
  }
});

it('looks at the beginning of a very long reply only', () => {
  const long = `550 ${'x '.repeat(500_000)}relay denied`;
  expect(meaningOf('recipient', long)).toBe('mail');
});
