import { afterAll, beforeEach } from 'vitest';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import type { StorageHarness } from './storage-harness.ts';

/** A domain with two mailboxes, alone in the storage before each test; the storage is closed after all of them. */
export function twoMailboxes({
  unitOfWork,
  reset,
  close,
}: Pick<StorageHarness, 'unitOfWork' | 'reset' | 'close'>): Readonly<{
  mailDomain: MailDomain;
  jean: Mailbox;
  ana: Mailbox;
}> {
  const mailDomain = makeMailDomain();
  const jean = makeMailbox({ mailDomainId: mailDomain.id });
  const ana = makeMailbox({ mailDomainId: mailDomain.id });
  beforeEach(async () => {
    await reset();
    await unitOfWork.run(async ({ mailDomains, mailboxes }) => {
      await mailDomains.insert(mailDomain);
      for (const mailbox of [jean, ana]) await mailboxes.insert(mailbox);
    });
  });
  afterAll(close);
  return { mailDomain, jean, ana };
}
