import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { DriftLine, DriftResolution } from '../../../domain/provisioning/drift.ts';
import { aliasKey, isAliasOf } from '../../../domain/provisioning/listed-alias.ts';
import { placeOf } from '../../../domain/provisioning/listed-place.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailProvisioner } from '../mail-provisioner.ts';
import { localPartOf, staleLine } from './settle-drift.ts';

/**
 * Asks the provisioner whether a line is still right, where settling it would take away here, or leave as failed, what
 * works there. It is asked when somebody settles the line, which may be long after the comparison.
 *
 * @throws DomainError `drift.stale`, and of the provisioner (`mail_provisioner.…`) when it does not tell
 */
export type ConfirmDrift = (
  mailDomain: MailDomain,
  line: DriftLine,
  resolution: DriftResolution,
) => Promise<void>;

/** What is there at an address; names are null when they are not told. */
type There = Readonly<{ firstName: string | null; lastName: string | null }>;

export const makeConfirmDrift = ({ mailProvisioner }: { mailProvisioner: MailProvisioner }): ConfirmDrift => {
  /** What a list says of an address, however it is written there; undefined also where there is no list to be had. */
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

  /** The mailbox there, if there is one: asked by its name, then looked for among all, written as they may be. */
  const mailboxAt = async (domain: string, localPart: string): Promise<There | undefined> =>
    (await mailProvisioner.findMailbox({ domain, localPart })) ?? (await listed(domain, localPart));

  const hasAlias = async (domain: string, line: DriftLine): Promise<boolean> => {
    const wanted = aliasKey({ localPart: localPartOf(line), destination: line.destination });
    let isThere = false;
    let isTold = true;
    await mailProvisioner.readAliases(domain, async (rows) => {
      for (const row of rows) {
        if ('unreadable' in row) isTold = false;
        else if (isAliasOf(row.row, domain) && aliasKey(row.row) === wanted) isThere = true;
      }
    });
    if (isThere || isTold) return isThere;
    throw new DomainError('mail_provisioner.unexpected', 'rows of the list do not tell which alias they are');
  };

  return async ({ name }, line, resolution) => {
    const { object, finding, there } = line;
    const isMissingThere = finding === 'missing_there';
    // An alias that is made, or removed, there once more does no harm; neither do names that are given once more.
    const isAsked =
      resolution === 'adopt' || (resolution === 'push' && object === 'mailbox' && isMissingThere);
    if (!isAsked) return;
    if (object === 'alias') {
      if ((await hasAlias(name, line)) === isMissingThere) throw staleLine();
      return;
    }
    const found = await mailboxAt(name, localPartOf(line));
    if ((found !== undefined) === isMissingThere) throw staleLine();
    if (found && there && !isNamedSo(found, there)) throw staleLine();
  };
};

/** Whether names are those of the line; a mailbox that is off has none to tell. */
function isNamedSo(found: There, there: { readonly firstName: string; readonly lastName: string }): boolean {
  const firstName = found.firstName?.trim() ?? '';
  const lastName = found.lastName?.trim() ?? '';
  const isTold = firstName !== '' || lastName !== '';
  return !isTold || (firstName === there.firstName && lastName === there.lastName);
}
