import type { OutgoingMail } from '../../src/application/notification/outgoing-mail-repository.ts';
import type { OutgoingMailId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type ReadyMail = Extract<OutgoingMail, { status: 'ready' }>;

const CONTENT: ReadyMail['content'] = {
  kind: 'mail_domain_enabled',
  domain: 'commune.example',
  link: 'https://regie.example/mail-domains/communeexample/',
};

/** A mail that is ready to be sent. */
export const makeOutgoingMail = (given: Partial<ReadyMail> = {}): ReadyMail => ({
  id: newId<OutgoingMailId>(),
  recipient: 'support@commune.example',
  language: 'fr-fr',
  status: 'ready',
  kind: (given.content ?? CONTENT).kind,
  trouble: null,
  content: CONTENT,
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
