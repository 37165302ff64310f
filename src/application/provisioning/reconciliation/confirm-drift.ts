import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { DriftLine, DriftResolution } from '../../../domain/provisioning/drift.ts';
import { aliasKey, isAliasOf } from '../../../domain/provisioning/listed-alias.ts';
import { placeOf } from '../../../domain/provisioning/listed-place.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailProvisioner } from '../mail-provisioner.ts';
import { localPartOf, staleLine } from './settle-drift.ts';

/**
 * Asks the provisioner whether a line is still right, where settling it would delete or fail a working mailbox or alias
 * here. It is asked when a person settles the line, which may be long after the comparison.
 *
 * @throws DomainError `drift.stale`, and those of the provisioner (`mail_provisioner.…`)
 */
export type ConfirmDrift = (
  mailDomain: MailDomain,
  line: DriftLine,
  resolution: DriftResolution,
) => Promise<void>;

/** The provisioner's mailbox at an address; names are null when its row has none. */
type There = Readonly<{ firstName: string | null; lastName: string | null }>;

export const makeConfirmDrift = ({ mailProvisioner }: { mailProvisioner: MailProvisioner }): ConfirmDrift => {
  /** The mailbox in the provisioner's list, in any spelling of its address; undefined also when there is no list. */
  const listed = async (domain: string, localPart: string): Promise<There | undefined> => {
    let found: There | undefined;
    try {
      await mailProvisioner.readMailboxes(domain, async (rows) => {
        for (const row of rows) {
          const email = 'row' in row ? row.row.email : (row.address ?? '');
          const place = placeOf(email, domain);
          if (place.place !== 'here' || place.localPart !== localPart) continue;
          found ??= 'row' in row ? row.row : { firstName: null, lastName: null };
        }
      });
    } catch (error) {
      const isWithoutLists = error instanceof DomainError && error.kind === 'bad_upstream';
      if (!isWithoutLists) throw error;
    }
    return found;
  };

  /** The provisioner's mailbox, if there is one: looked up by its address, then searched in the list in any spelling. */
  const mailboxAt = async (domain: string, localPart: string): Promise<There | undefined> =>
    (await mailProvisioner.findMailbox({ domain, localPart })) ?? (await listed(domain, localPart));

  const hasAlias = async (domain: string, line: DriftLine): Promise<boolean> => {
    const wanted = aliasKey({ localPart: localPartOf(line), destination: line.destination });
    let isThere = false;
    let isKnown = true;
    await mailProvisioner.readAliases(domain, async (rows) => {
      for (const row of rows) {
        if ('unreadable' in row) isKnown = false;
        else if (isAliasOf(row.row, domain) && aliasKey(row.row) === wanted) isThere = true;
      }
    });
    if (isThere || isKnown) return isThere;
    throw new DomainError('mail_provisioner.unexpected', 'rows of the list do not identify their alias');
  };

  return async ({ name }, line, resolution) => {
    const { object, finding, there } = line;
    const isMissingThere = finding === 'missing_there';
    // Creating or removing an alias once more does no harm there; neither does setting names once more.
    const isAsked =
      resolution === 'adopt' || (resolution === 'push' && object === 'mailbox' && isMissingThere);
    if (!isAsked) return;
    if (object === 'alias') {
      if ((await hasAlias(name, line)) === isMissingThere) throw staleLine();
      return;
    }
    const found = await mailboxAt(name, localPartOf(line));
    if ((found !== undefined) === isMissingThere) throw staleLine();
    if (found && there && !hasNamesOf(found, there)) throw staleLine();
  };
};

/** Whether the names are those of the line; a disabled mailbox has none. */
function hasNamesOf(found: There, there: { readonly firstName: string; readonly lastName: string }): boolean {
  const firstName = found.firstName?.trim() ?? '';
  const lastName = found.lastName?.trim() ?? '';
  const isKnown = firstName !== '' || lastName !== '';
  return !isKnown || (firstName === there.firstName && lastName === there.lastName);
}
