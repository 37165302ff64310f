import { isAliasOf } from '../../../domain/provisioning/listed-alias.ts';
import { judgeListedMailbox, type ListedMailbox } from '../../../domain/provisioning/listed-mailbox.ts';
import type { ListedRow, MailProvisioner } from '../mail-provisioner.ts';

/** Reasons for which a listed mailbox is none of somebody in the domain. */
const NOBODYS: readonly string[] = ['other_domain', 'technical'];

function isOfDomain(listed: ListedMailbox, domainName: string): boolean {
  const judged = judgeListedMailbox(listed, domainName);
  return judged.verdict === 'take' || !NOBODYS.includes(judged.reason);
}

/**
 * Whether the provisioner has a mailbox or an alias of the domain, which we may not know. What cannot be read counts as one.
 *
 * @throws DomainError of the provisioner (`mail_provisioner.…`)
 */
export async function provisionerHoldsMail(
  mailProvisioner: Pick<MailProvisioner, 'readMailboxes' | 'readAliases'>,
  domainName: string,
): Promise<boolean> {
  let holds = false;
  const note =
    <T>(isOurs: (row: T) => boolean) =>
    async (rows: readonly ListedRow<T>[]): Promise<void> => {
      holds ||= rows.some((listed) => !('row' in listed) || isOurs(listed.row));
    };
  await mailProvisioner.readMailboxes(
    domainName,
    note((listed) => isOfDomain(listed, domainName)),
  );
  if (!holds)
    await mailProvisioner.readAliases(
      domainName,
      note((listed) => isAliasOf(listed, domainName)),
    );
  return holds;
}
