import type { AuditAuthor, AuditDetails, AuditEvent } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { DRIFT_FINDINGS, type DriftLine, type DriftResolution } from '../../../domain/provisioning/drift.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { DriftLineId } from '../../../domain/shared/ids.ts';
import { mailDomainAuditSubject } from '../../mail-domain/mail-domain-audit-subject.ts';
import type { Settling } from './settled-line.ts';

type About = Readonly<{ mailDomain: MailDomain; author: AuditAuthor; at: Date }>;
type Settled = Readonly<{
  lines: readonly DriftLine[];
  resolution: DriftResolution;
  settled: ReadonlyMap<DriftLineId, Settling>;
}>;

/** The entry about one settled line: about its mailbox or alias; undefined when nothing has changed here. */
export function eventOfOne(
  { mailDomain, author, at }: About,
  { lines: [line], resolution, settled }: Settled,
): AuditEvent | undefined {
  const result = line && settled.get(line.id);
  if (!line || !result || result instanceof DomainError || !result.event) return undefined;
  const { action, objectId, details } = result.event;
  const said = { at, action, objectId, label: line.address };
  return line.object === 'mailbox'
    ? {
        ...said,
        organizationId: mailDomain.organizationId,
        details: { drift: line.finding, resolution },
      }
    : { ...mailDomainAuditSubject(mailDomain, author), ...said, details };
}

/** A line as the entry of several has it. */
const written = ({ address, destination }: DriftLine): string =>
  destination === '' ? address : `${address} > ${destination}`;

/**
 * The one entry about several lines: the addresses of those that were settled, by finding, and the ids of
 * the mailboxes and the addresses of the aliases, by which the history of each finds the entry; undefined when none was.
 */
export function eventOfMany(
  { mailDomain, author, at }: About,
  { lines, resolution, settled }: Settled,
): AuditEvent | undefined {
  const done = lines.filter(({ id }) => !(settled.get(id) instanceof DomainError));
  if (done.length === 0) return undefined;
  const byFinding = DRIFT_FINDINGS.flatMap((finding): [string, readonly string[]][] => {
    const rows = done.filter((line) => line.finding === finding).map(written);
    return rows.length === 0 ? [] : [[finding, rows]];
  });
  const changed = done.flatMap(({ id, object, address }) => {
    const result = settled.get(id);
    if (!result || result instanceof DomainError || !result.event) return [];
    return [{ object, address, id: result.event.objectId }];
  });
  const mailboxes = changed.flatMap(({ object, id }) => (object === 'mailbox' ? id : []));
  const aliases = [...new Set(changed.flatMap(({ object, address }) => (object === 'alias' ? address : [])))];
  const details: AuditDetails = { resolution, mailboxes, aliases, ...Object.fromEntries(byFinding) };
  return {
    ...mailDomainAuditSubject(mailDomain, author),
    at,
    action: 'mail_domain.differences_settled',
    details,
  };
}
