import type { PasswordHasher } from '../../src/application/shared/password-hasher.ts';
import type { UnitOfWork } from '../../src/application/unit-of-work.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { type GivenOfMailbox, makeMailbox } from '../builders/make-mailbox.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { digestPasswordHasher } from './digest-password-hasher.ts';

export const OWNER = { address: 'ada@varzy.example', password: 'correct horse' } as const;

/** Stores `ada@varzy.example`, whose owner may sign in with the password of `OWNER`, but for what is given. */
export async function addMailboxOwner(
  unitOfWork: UnitOfWork,
  given: GivenOfMailbox = {},
  passwordHasher: Pick<PasswordHasher, 'hash'> = digestPasswordHasher,
): Promise<Mailbox> {
  const organization = makeOrganization({ registrationIds: ['13002526500013'] });
  const mailDomain = makeMailDomain({
    name: 'varzy.example',
    status: 'enabled',
    organizationId: organization.id,
  });
  const mailbox = makeMailbox({
    mailDomainId: mailDomain.id,
    status: 'enabled',
    localPart: 'ada',
    firstName: 'Ada',
    lastName: 'Lovelace',
    secondaryEmail: 'ada@home.example',
    passwordHash: await passwordHasher.hash(OWNER.password),
    ...given,
  });
  await unitOfWork.run(async ({ organizations, mailDomains, mailboxes }) => {
    await organizations.insertOrFind(organization);
    await mailDomains.insert(mailDomain);
    await mailboxes.insert(mailbox);
  });
  return mailbox;
}
