import type { Pool } from 'pg';
import type { StateDump } from '../../../dev/dimail/control/state-dump.ts';

export type OurMailbox = Readonly<{
  address: string;
  firstName: string;
  lastName: string;
  status: string;
  isNeverCreated: boolean;
  /** Something was asked that dimail has not done. */
  isUnfinished: boolean;
}>;
export type OurState = Readonly<{ mailboxes: readonly OurMailbox[]; aliases: readonly string[] }>;

export const aliasLine = (localPart: string, domain: string, destination: string): string =>
  `${localPart}@${domain} -> ${destination}`;

/** Régie's state. */
export async function readOurState(pool: Pool): Promise<OurState> {
  const { rows: mailboxes } = await pool.query<OurMailbox>(
    `SELECT m.local_part || '@' || d.name AS address, m.first_name AS "firstName", m.last_name AS "lastName",
            m.status, m.is_never_created AS "isNeverCreated", m.change IS NOT NULL AS "isUnfinished"
       FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id`,
  );
  const { rows: aliases } = await pool.query<{ localPart: string; domain: string; destination: string }>(
    `SELECT a.local_part AS "localPart", d.name AS domain, a.destination
       FROM mail_alias a JOIN mail_domain d ON d.id = a.mail_domain_id`,
  );
  return {
    mailboxes,
    aliases: aliases.map(({ localPart, domain, destination }) => aliasLine(localPart, domain, destination)),
  };
}

/** A mailbox that does not work has no names at dimail. */
const mailboxLine = (address: string, isActive: boolean, names: string): string =>
  isActive ? `${address} works as ${names}` : `${address} does not work`;

const differences = (what: string, ours: readonly string[], theirs: readonly string[]): readonly string[] => [
  ...ours.filter((line) => !theirs.includes(line)).map((line) => `${what} only in Régie: ${line}`),
  ...theirs.filter((line) => !ours.includes(line)).map((line) => `${what} only in dimail: ${line}`),
];

/** Where Régie and dimail disagree, where Régie is not done, and what dimail did twice. */
export function compareSides(ours: OurState, dimail: StateDump): readonly string[] {
  const held = ours.mailboxes.filter(({ isNeverCreated }) => !isNeverCreated);
  return [
    ...differences(
      'mailbox',
      held.map(({ address, status, firstName, lastName }) =>
        mailboxLine(address, status === 'enabled', `${firstName} ${lastName}`),
      ),
      dimail.mailboxes.map(({ email, active, givenName, surName }) =>
        mailboxLine(email, active === 'yes', `${givenName} ${surName}`),
      ),
    ),
    ...differences(
      'alias',
      ours.aliases,
      dimail.aliases.map(({ localPart, domain, destination }) => aliasLine(localPart, domain, destination)),
    ),
    ...ours.mailboxes
      .filter(({ status, isUnfinished }) => isUnfinished || !['enabled', 'disabled'].includes(status))
      .map(({ address, status }) => `unfinished: ${address} is ${status}`),
    ...Object.entries(dimail.creations)
      .filter(([, times]) => times !== 1)
      .map(([address, times]) => `${address} was created ${times} times`),
  ];
}
