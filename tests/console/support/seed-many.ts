import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { makeMailbox } from '../../builders/make-mailbox.ts';
import { done } from '../../builders/provisioned.ts';
import type { ConsoleSite } from './console-site.ts';

/** How many of them cannot be sent anything: two have no other address, one is off. */
export const UNREACHABLE = 3;

/** Enabled mailboxes `service-000` and so on, which the provisioner has; nothing can be sent to the owners of the first ones. */
export async function seedMany(
  { world, evry, organization }: ConsoleSite,
  count: number,
): Promise<readonly Mailbox[]> {
  const many = Array.from({ length: count }, (_, index) => {
    const localPart = `service-${String(index).padStart(3, '0')}`;
    return makeMailbox({
      mailDomainId: evry.id,
      localPart,
      firstName: 'Agent',
      lastName: String(index),
      secondaryEmail: index < UNREACHABLE - 1 ? null : `${localPart}@perso.example`,
      provisioned: done({}, index === UNREACHABLE - 1 ? 'disabled' : 'enabled'),
    });
  });
  await world.unitOfWork.run(async ({ mailDomains, mailboxes }) => {
    // Owners of mailboxes have an identity where the domain has an organization.
    await mailDomains.update({ ...evry, organizationId: organization.id });
    await mailboxes.insertAbsent(many);
  });
  for (const mailbox of many) await world.mailProvisioner.createMailbox({ domain: evry.name, ...mailbox });
  return many;
}
