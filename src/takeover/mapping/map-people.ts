import { LANGUAGES } from '../../domain/shared/language.ts';
import type { MapRow } from './mapping.ts';

/**
 * Passwords of the back office are not imported: people sign in at the identity provider. Their addresses count as
 * verified, as they do in the reference.
 */
export const mapUser: MapRow<'people_user'> = ({ last_login: lastLogin, ...row }, memory, findings) => {
  const language = findings.known('language', LANGUAGES, row.language, 'en-us');
  if (row.sub === '') findings.add('sub is empty', 'set to the id, which no provider sends');
  if (row.is_staff || row.is_superuser) memory.staff.add(row.id);
  const sub = row.sub === '' ? row.id : row.sub;
  const [name, email] = [findings.line('name', row.name), findings.email(row.email)];
  return {
    user_account: [{ ...row, name, email, email_verified: true, sub, language, last_login_at: lastLogin }],
  };
};

export const mapContact: MapRow<'people_contact'> = (row, _memory, findings) => ({
  contact: [
    {
      ...row,
      full_name: findings.line('full_name', row.full_name),
      short_name: findings.line('short_name', row.short_name),
      data: findings.object('data', row.data),
    },
  ],
});
