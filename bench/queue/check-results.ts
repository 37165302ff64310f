import { isDeepStrictEqual } from 'node:util';
import type { Installation, Surroundings } from './surroundings.ts';

type Held = Readonly<{ email: string; creations: number }>;

/**
 * @throws Error unless every mailbox is enabled here and was created at dimail exactly once, dimail has no other, and
 *   each secondary address got exactly one mail
 */
export async function checkResults({ application, other, dimail, mailSink }: Surroundings): Promise<void> {
  const stored = await Promise.all([application, ...(other ? [other] : [])].map(readMailboxes));
  const rows = stored.flat();
  const unfinished = rows.filter(({ status, has_password }) => status !== 'enabled' || !has_password);
  if (unfinished.length > 0) throw new Error(`${unfinished.length} mailboxes are not enabled`);
  const held = (await (await fetch(`http://127.0.0.1:${dimail.port}/held`)).json()) as Held[];
  const repeated = held.filter(({ creations }) => creations !== 1);
  if (repeated.length > 0)
    throw new Error(`${repeated[0]?.email} was asked for ${repeated[0]?.creations} times`);
  const ours = held.map(({ email }) => email).filter((email) => !/@bare-\d+\.example$/.test(email));
  if (!isDeepStrictEqual(new Set(ours), new Set(rows.map(({ email }) => email)))) {
    throw new Error(`dimail holds ${ours.length} mailboxes, we hold ${rows.length}`);
  }
  const due = new Map(rows.flatMap(({ outside }) => (outside === null ? [] : [[outside, 1]])));
  if (!isDeepStrictEqual(new Map(mailSink.received), due)) {
    throw new Error(`${due.size} mails were due, ${mailSink.received.size} addresses got some`);
  }
}

type Row = Readonly<{ email: string; status: string; outside: string | null; has_password: boolean }>;

async function readMailboxes({ pool }: Installation): Promise<readonly Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT m.local_part || '@' || d.name AS email, m.status, m.secondary_email AS outside,
            m.password_hash IS NOT NULL AS has_password
       FROM mailbox m JOIN mail_domain d ON d.id = m.mail_domain_id`,
  );
  return rows;
}
