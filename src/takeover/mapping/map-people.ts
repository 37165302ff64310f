import { LANGUAGES } from '../../domain/shared/language.ts';
import { isOneOf, type MapRow, RowFindings } from './mapping.ts';

const DEFAULT_LANGUAGE = 'en-us';

/**
 * Passwords of the back office stay behind: people sign in at the identity provider. Their addresses count as verified, as
 * they do where they come from.
 */
export const mapUser: MapRow<'people_user'> = ({ last_login: lastLogin, ...row }, memory) => {
  const findings = new RowFindings('people_user', row.id);
  const speaksOurs = isOneOf(LANGUAGES, row.language);
  if (!speaksOurs) findings.add(`unknown language ${row.language}`, `set to ${DEFAULT_LANGUAGE}`);
  if (row.sub === '') findings.add('sub is empty', 'set to the id, which no provider sends');
  if (row.is_staff || row.is_superuser) memory.staff.add(row.id);
  return {
    rows: {
      user_account: [
        {
          ...row,
          email_verified: true,
          sub: row.sub === '' ? row.id : row.sub,
          language: speaksOurs ? row.language : DEFAULT_LANGUAGE,
          last_login_at: lastLogin,
        },
      ],
    },
    findings: findings.list,
  };
};

export const mapContact: MapRow<'people_contact'> = (row) => {
  const findings = new RowFindings('people_contact', row.id);
  const isObject = row.data.startsWith('{');
  if (!isObject) findings.add(`data is not an object: ${row.data}`, 'replaced by an empty one');
  return {
    rows: { contact: [{ ...row, data: isObject ? row.data : '{}' }] },
    findings: findings.list,
  };
};
