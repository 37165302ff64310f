import type { ProvisionerTroubleCode } from '../mailbox/mailbox-change.ts';
import { emailKey, isSameEmail } from '../shared/email-address.ts';
import type { MailAliasChangeId } from '../shared/ids.ts';
import { type AliasWarning, mailboxWarnings } from './alias-warnings.ts';
import type { MailAlias } from './mail-alias.ts';
import { type MailAliasChange, wasRefused } from './mail-alias-change.ts';

type StoredAlias = Pick<MailAlias, 'id' | 'destination' | 'createdAt'>;
type StoredChange = Pick<
  MailAliasChange,
  'id' | 'kind' | 'destination' | 'progress' | 'createdAt' | 'updatedAt'
>;

/** All that is stored about one local part. */
export type StoredAliasGroup = Readonly<{
  localPart: string;
  aliases: readonly StoredAlias[];
  changes: readonly StoredChange[];
  /** Whether a mailbox has the same address. */
  hasMailbox: boolean;
}>;

/** A change that waits for the provisioner, or that it refused. */
export type AliasProgress =
  | Readonly<{
      state: 'to_be_added' | 'to_be_removed';
      changeId: MailAliasChangeId;
      since: Date;
      /** Why the latest attempt failed; null when none did. */
      trouble: ProvisionerTroubleCode | null;
    }>
  | Readonly<{
      state: 'addition_refused' | 'removal_refused';
      changeId: MailAliasChangeId;
      since: Date;
      /** In the provisioner's words. */
      reason: string;
    }>;

/** One destination of an alias; `progress` is null where it is in place and stays. */
export type AliasDestination = Readonly<{
  destination: string;
  /** Null while the provisioner has not made it. */
  alias: StoredAlias | null;
  progress: AliasProgress | null;
}>;

/** An alias as people see it: an address, and where its mail goes. */
export type AliasGroup = Readonly<{
  localPart: string;
  /** That to its own address, which keeps a copy in the mailbox, comes first. */
  destinations: readonly AliasDestination[];
  /** Of the removal of all of them at once. */
  removal: AliasProgress | null;
  hasMailbox: boolean;
  /** Of the destinations in place. */
  warnings: readonly AliasWarning[];
}>;

const progressOf = (change: StoredChange): AliasProgress | null => {
  const { id, kind, progress, createdAt, updatedAt } = change;
  const isCreation = kind === 'creation';
  if (progress.state === 'open') {
    const state = isCreation ? 'to_be_added' : 'to_be_removed';
    return { state, changeId: id, since: createdAt, trouble: progress.trouble };
  }
  if (progress.state !== 'refused' || !wasRefused(change)) return null;
  const state = isCreation ? 'addition_refused' : 'removal_refused';
  return { state, changeId: id, since: updatedAt, reason: progress.params['reason'] ?? '' };
};

/** Brings together what is in place and what is to become of it. */
export function aliasGroup(
  { localPart, aliases, changes, hasMailbox }: StoredAliasGroup,
  address: string,
): AliasGroup {
  const ofAll = changes.find(({ kind }) => kind === 'removal_of_all');
  const removal = ofAll === undefined ? null : progressOf(ofAll);
  const changesOf = (wanted: 'creation' | 'removal') =>
    new Map(
      changes
        .filter(({ kind }) => kind === wanted)
        .map((change) => [emailKey(change.destination ?? ''), change] as const),
    );
  const removals = changesOf('removal');
  const present = aliases.map((alias): AliasDestination => {
    const change = removals.get(emailKey(alias.destination));
    const progress = change === undefined ? null : progressOf(change);
    const isGoing = removal?.state === 'to_be_removed';
    return { destination: alias.destination, alias, progress: isGoing ? removal : progress };
  });
  const isPresent = new Set(aliases.map(({ destination }) => emailKey(destination)));
  const coming = [...changesOf('creation')].flatMap(([key, change]): readonly AliasDestination[] => {
    const progress = isPresent.has(key) ? null : progressOf(change);
    return progress === null ? [] : [{ destination: change.destination ?? '', alias: null, progress }];
  });
  const isOwn = ({ destination }: AliasDestination) => isSameEmail(destination, address);
  const destinations = [...present, ...coming].sort(
    (a, b) => Number(isOwn(b)) - Number(isOwn(a)) || (a.destination < b.destination ? -1 : 1),
  );
  const warnings = hasMailbox
    ? mailboxWarnings(
        address,
        aliases.map(({ destination }) => destination),
      )
    : [];
  return { localPart, destinations, removal, hasMailbox, warnings };
}
