import { expect, it } from 'vitest';
import { type DeliveryTrouble, deliveryTrouble } from './delivery-trouble.ts';

it.each<[string, DeliveryTrouble]>([
  ['EENVELOPE, RCPT TO, 550, 5.1.1', 'recipient_unknown'],
  ['EENVELOPE, RCPT TO, 550', 'recipient_unknown'],
  ['EENVELOPE, RCPT TO, 553, 5.1.3', 'recipient_unknown'],
  ['EENVELOPE, RCPT TO, 550, 5.1.2', 'domain_unknown'],
  ['EENVELOPE, RCPT TO, 556, 5.1.10', 'domain_unknown'],
  ['EENVELOPE, RCPT TO, 550, 5.4.4', 'domain_unknown'],
  ['EENVELOPE, RCPT TO, 552, 5.2.2', 'mailbox_full'],
  ['EENVELOPE, RCPT TO, 552', 'mailbox_full'],
  ['EENVELOPE, RCPT TO, 550, 5.2.1', 'mailbox_disabled'],
  ['EMESSAGE, DATA, 552, 5.3.4', 'message_refused'],
  ['EMESSAGE, DATA, 552', 'message_refused'],
  ['EMESSAGE, DATA, 550', 'message_refused'],
  ['EMESSAGE, DATA, 554, 5.7.1', 'message_refused'],
  ['EMESSAGE, DATA, 554, 5.6.0', 'message_refused'],
  ['EMESSAGE, DATA, 554', 'message_refused'],
  ['EENVELOPE, RCPT TO, 550, 5.1.0', 'recipient_unknown'],
  ['EENVELOPE', 'other'],
  ['NO_LINK', 'other'],
  ['no code', 'other'],
])('a mail refused with %s: %s', (reason, trouble) => {
  expect(deliveryTrouble(reason, true)).toBe(trouble);
});

it.each<[string, DeliveryTrouble]>([
  ['ESOCKET, ECONNREFUSED, CONN', 'unreachable'],
  ['ETIMEDOUT, CONN', 'unreachable'],
  ['EDNS', 'unreachable'],
  ['EENVELOPE, RCPT TO, 450, 4.2.0', 'unreachable'],
  ['EENVELOPE, RCPT TO, 452, 4.2.2', 'mailbox_full'],
  ['EENVELOPE, RCPT TO, 450, 4.1.2', 'domain_unknown'],
  ['EAUTH, AUTH PLAIN, 535, 5.7.8', 'unreachable'],
  ['EENVELOPE, MAIL FROM, 550', 'unreachable'],
  ['no code', 'other'],
])('a mail that waits because of %s: %s', (reason, trouble) => {
  expect(deliveryTrouble(reason, false)).toBe(trouble);
});
