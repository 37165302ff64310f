import { normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { emailKey, normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { Spelled } from '../../storage/table-rules.ts';

/**
 * A column of addresses, domains or single lines of text (`line`), of which former releases stored several spellings: a
 * domain in the letters of its language, a line that is not composed (NFC).
 */
export type SpelledColumn = Readonly<{
  table: string;
  /** The primary key. */
  key: string;
  column: string;
  kind: Spelled | 'line';
  /** Columns within which no two rows may name the same; undefined where any number may. */
  within?: readonly string[];
  /** Whether letter case counts in what two rows name. */
  isExact: boolean;
}>;

/** How a text of the column is spelled. */
export const spellingIn = ({ kind }: Pick<SpelledColumn, 'kind'>, text: string): string =>
  SPELLINGS[kind](text);

const SPELLINGS: Readonly<Record<SpelledColumn['kind'], (text: string) => string>> = {
  email: normalizeEmail,
  domain: normalizeDomain,
  line: (text) => text.normalize('NFC'),
};

/** The same for all texts of the column of which only one may be there. */
export const nameIn = ({ kind, isExact }: SpelledColumn, text: string): string => {
  if (isExact) return spellingIn({ kind }, text);
  return kind === 'email' ? emailKey(text) : spellingIn({ kind }, text).toLowerCase();
};

const email = (table: string, column: string, within?: readonly string[]): SpelledColumn => ({
  table,
  key: 'id',
  column,
  kind: 'email',
  isExact: true,
  ...(within ? { within } : {}),
});

const line = (table: string, column: string, within?: readonly string[]): SpelledColumn => ({
  table,
  key: 'id',
  column,
  kind: 'line',
  isExact: true,
  ...(within ? { within } : {}),
});

/** Names of one line; those that people write over several, and `data`, are free. */
export const LINE_COLUMNS: readonly SpelledColumn[] = [
  line('user_account', 'name'),
  line('organization', 'name'),
  line('team', 'name'),
  line('contact', 'full_name'),
  line('contact', 'short_name'),
  { ...line('mailbox', 'first_name', ['mail_domain_id', 'last_name']), isExact: false },
  { ...line('mailbox', 'last_name', ['mail_domain_id', 'first_name']), isExact: false },
  line('service_provider', 'name', []),
  line('account_service', 'name'),
  { ...line('openid_client', 'name'), key: 'client_id' },
];

/** All addresses and domains: the members that the rules of their tables call spelled, and the domains of organizations. */
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
