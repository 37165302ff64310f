import { normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { emailKey, normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { Spelled } from '../../storage/table-rules.ts';

/** A column of addresses or domains, of which former releases stored several spellings. */
export type SpelledColumn = Readonly<{
  table: string;
  /** The primary key. */
  key: string;
  column: string;
  kind: Spelled;
  /** Columns within which no two rows may name the same; undefined where any number may. */
  within?: readonly string[];
  /** Whether letter case counts in what two rows name. */
  isExact: boolean;
}>;

/** How a text of the column is spelled. */
export const spellingIn = ({ kind }: Pick<SpelledColumn, 'kind'>, text: string): string =>
  kind === 'email' ? normalizeEmail(text) : normalizeDomain(text);

/** The same for all texts of the column of which only one may be there. */
export const nameIn = ({ kind, isExact }: SpelledColumn, text: string): string =>
  kind === 'email' && !isExact ? emailKey(text) : spellingIn({ kind }, text);

const email = (table: string, column: string, within?: readonly string[]): SpelledColumn => ({
  table,
  key: 'id',
  column,
  kind: 'email',
  isExact: true,
  ...(within ? { within } : {}),
});

/** All there are: the members that the rules of their tables call spelled, and the domains of organizations. */
export const SPELLED_COLUMNS: readonly SpelledColumn[] = [
  // Two accounts with one address cannot be distinguished at sign-in.
  { ...email('user_account', 'email', []), isExact: false },
  email('team_invitation', 'email', ['team_id']),
  { table: 'mail_domain', key: 'id', column: 'name', kind: 'domain', within: [], isExact: true },
  email('mail_domain', 'support_email'),
  email('mail_domain_invitation', 'email', ['mail_domain_id']),
  email('mailbox', 'secondary_email'),
  email('mail_alias', 'destination', ['mail_domain_id', 'local_part']),
  email('mail_alias_change', 'destination', ['mail_domain_id', 'local_part', 'kind']),
  { table: 'organization_domain', key: 'value', column: 'value', kind: 'domain', within: [], isExact: true },
];
