import type { MailDomainId, UserId } from '../../domain/shared/ids.ts';

/** What may change of a mail domain. `waiting`: changes of aliases that the provisioner has not made yet. */
export const LIVE_KINDS = [
  'mail_domain',
  'mailbox',
  'alias',
  'waiting',
  'access',
  'invitation',
  'drift',
] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/** A mail domain of which something has changed. `ids`: of what has changed; null when these were many, or are not told. */
export type Change = Readonly<{ mailDomainId: MailDomainId; kind: LiveKind; ids: readonly string[] | null }>;

/** Something of a person has changed: the domains that they have an access to, or that a session of theirs has ended. */
export type PersonalChange = Readonly<{ userId: UserId; kind: 'access' | 'session' }>;

/** Before every topic of a change. The storage publishes them with the change, whoever makes it. */
export const CHANGED = 'changed:';

/** Most ids that a topic names: what PostgreSQL delivers has less than 8,000 bytes. */
export const MOST_IDS = 20;

/** @param ids of what has changed, as far as that is told */
export const changedTopic = (
  mailDomainId: MailDomainId,
  kind: LiveKind,
  ids: readonly string[] = [],
): string => `${CHANGED}domain:${mailDomainId}:${kind}:${ids.length > MOST_IDS ? '' : ids.join(',')}`;

export const personalTopic = ({ userId, kind }: PersonalChange): string =>
  `${CHANGED}person:${userId}:${kind}:`;

const isLiveKind = (kind: string): kind is LiveKind => LIVE_KINDS.some((known) => known === kind);

/** Reads what follows `CHANGED` in a topic; undefined for one that only another release knows. */
export function readChange(topic: string): Change | PersonalChange | undefined {
  const [about, id = '', kind = '', ids = ''] = topic.split(':');
  if (about === 'person' && (kind === 'access' || kind === 'session')) return { userId: id as UserId, kind };
  if (about !== 'domain' || !isLiveKind(kind)) return undefined;
  return { mailDomainId: id as MailDomainId, kind, ids: ids === '' ? null : ids.split(',') };
}
