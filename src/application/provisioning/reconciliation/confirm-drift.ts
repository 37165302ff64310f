import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { DriftLine, DriftResolution } from '../../../domain/provisioning/drift.ts';
import { aliasKey, isAliasOf } from '../../../domain/provisioning/listed-alias.ts';
import { placeOf } from '../../../domain/provisioning/listed-place.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { DriftLineId } from '../../../domain/shared/ids.ts';
import type { MailProvisioner } from '../mail-provisioner.ts';
import { localPartOf, staleLine } from './settled-line.ts';

/**
 * Asks the provisioner whether lines are still right, where settling them would delete or fail a working mailbox or alias
 * here. It is asked when a person settles them, which may be long after the comparison: about one mailbox by its address,
 * about several by one look at its list, and by a few addresses where that does not tell.
 *
 * @returns why lines cannot be settled: `drift.stale`, or a failure of the provisioner (`mail_provisioner.…`)
 */
export type ConfirmDrift = (
  mailDomain: MailDomain,
  lines: readonly DriftLine[],
  resolution: DriftResolution,
) => Promise<ReadonlyMap<DriftLineId, DomainError>>;

/** The provisioner's mailbox at an address; names are null when its row has none. */
type There = Readonly<{ firstName: string | null; lastName: string | null }>;

/** Most mailboxes that are asked about one by one, where the list does not tell: a person waits for the answers. */
const MOST_LOOKED_UP = 20;

/** The provisioner's mailboxes by local part, in any spelling; not whole when a row does not say which mailbox it is. */
type Listed = Readonly<{ found: ReadonlyMap<string, There>; isWhole: boolean }>;

export const makeConfirmDrift = ({ mailProvisioner }: { mailProvisioner: MailProvisioner }): ConfirmDrift => {
  /** The list; an empty one, which is not whole, also when there is none. */
  const listMailboxes = async (domain: string): Promise<Listed> => {
    const found = new Map<string, There>();
    let isWhole = true;
    try {
      await mailProvisioner.readMailboxes(domain, async (rows) => {
        for (const row of rows) {
          const place = placeOf('row' in row ? row.row.email : (row.address ?? ''), domain);
          if (place.place === 'unknown') isWhole = false;
          if (place.place !== 'here' || found.has(place.localPart)) continue;
          found.set(place.localPart, 'row' in row ? row.row : { firstName: null, lastName: null });
        }
      });
    } catch (error) {
      const isWithoutLists = error instanceof DomainError && error.kind === 'bad_upstream';
      if (!isWithoutLists) throw error;
      return { found, isWhole: false };
    }
    return { found, isWhole };
  };

  /** Whether the provisioner has the alias of a line; undefined when its list does not tell. */
  const aliasSight = async (domain: string): Promise<(line: DriftLine) => boolean | undefined> => {
    const keys = new Set<string>();
    let isWhole = true;
    await mailProvisioner.readAliases(domain, async (rows) => {
      for (const row of rows) {
        if ('unreadable' in row) isWhole = false;
        else if (isAliasOf(row.row, domain)) keys.add(aliasKey(row.row));
      }
    });
    return (line) => {
      const isThere = keys.has(aliasKey({ localPart: localPartOf(line), destination: line.destination }));
      return isThere || isWhole ? isThere : undefined;
    };
  };

  const confirmAliases = async (
    domain: string,
    lines: readonly DriftLine[],
  ): Promise<ReadonlyMap<DriftLineId, DomainError>> => {
    const isThere = await aliasSight(domain);
    return refusals(lines, async (line) => {
      const found = isThere(line);
      if (found === undefined) return unidentified();
      return found === (line.finding === 'missing_there') ? staleLine() : undefined;
    });
  };

  const confirmMailboxes = (
    domain: string,
    lines: readonly DriftLine[],
  ): Promise<ReadonlyMap<DriftLineId, DomainError>> => {
    const list = once(() => listMailboxes(domain));
    let lookUpsLeft = MOST_LOOKED_UP;
    const find = async (localPart: string): Promise<There | undefined | 'unknown'> => {
      const lookUp = () => mailProvisioner.findMailbox({ domain, localPart });
      if (lines.length === 1) return (await lookUp()) ?? (await list()).found.get(localPart);
      const { found, isWhole } = await list();
      const listed = found.get(localPart);
      if (listed || isWhole) return listed;
      lookUpsLeft -= 1;
      return lookUpsLeft < 0 ? 'unknown' : lookUp();
    };
    return refusals(lines, async (line) => {
      const found = await find(localPartOf(line));
      if (found === 'unknown') return unidentified();
      const isMissingThere = line.finding === 'missing_there';
      const isRight = (found === undefined) === isMissingThere;
      return isRight && (!found || !line.there || hasNamesOf(found, line.there)) ? undefined : staleLine();
    });
  };

  return async ({ name }, lines, resolution) => {
    const asked = lines.filter((line) => isAsked(line, resolution));
    const [aliases, mailboxes] = (['alias', 'mailbox'] as const).map((object) =>
      asked.filter((line) => line.object === object),
    );
    const answers = [
      ...(await orFailure(aliases ?? [], (some) => confirmAliases(name, some))),
      ...(await orFailure(mailboxes ?? [], (some) => confirmMailboxes(name, some))),
    ];
    return new Map(answers);
  };
};

/** Creating or removing an alias once more does no harm there; neither does setting names once more. */
const isAsked = ({ object, finding }: DriftLine, resolution: DriftResolution): boolean =>
  resolution === 'adopt' || (resolution === 'push' && object === 'mailbox' && finding === 'missing_there');

const unidentified = () =>
  new DomainError('mail_provisioner.unexpected', 'rows of the list do not say what they are about');

/** The refusals of `judge`, one line after the other; a failure of the provisioner counts for all the lines behind it. */
async function refusals(
  lines: readonly DriftLine[],
  judge: (line: DriftLine) => Promise<DomainError | undefined>,
): Promise<ReadonlyMap<DriftLineId, DomainError>> {
  const refused = new Map<DriftLineId, DomainError>();
  let failure: DomainError | undefined;
  for (const line of lines) {
    try {
      const refusal = failure ?? (await judge(line));
      if (refusal) refused.set(line.id, refusal);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      failure = error;
      refused.set(line.id, error);
    }
  }
  return refused;
}

/** The answers about lines; when they cannot be asked for at all, the failure for each. */
async function orFailure(
  lines: readonly DriftLine[],
  confirm: (lines: readonly DriftLine[]) => Promise<ReadonlyMap<DriftLineId, DomainError>>,
): Promise<ReadonlyMap<DriftLineId, DomainError>> {
  if (lines.length === 0) return new Map();
  try {
    return await confirm(lines);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return new Map(lines.map(({ id }) => [id, error]));
  }
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= read();
    return answer;
  };
}

/** Whether the names are those of the line; a disabled mailbox has none. */
function hasNamesOf(found: There, there: { readonly firstName: string; readonly lastName: string }): boolean {
  const firstName = found.firstName?.trim() ?? '';
  const lastName = found.lastName?.trim() ?? '';
  const isKnown = firstName !== '' || lastName !== '';
  return !isKnown || (firstName === there.firstName && lastName === there.lastName);
}
