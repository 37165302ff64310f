import { normalizeEmail } from '../../domain/shared/email-address.ts';
import { LANGUAGES } from '../../domain/shared/language.ts';
import { type MapRow, repeatsLatest } from './mapping.ts';
import { noteAddress } from './odd-values.ts';

/** Marks a password nobody can sign in with, in the reference. */
const UNUSABLE = '!';

/**
 * Passwords of the back office are not imported: people sign in at the identity provider. Their addresses count as
 * verified, as they do in the reference.
 */
export const mapUser: MapRow<'people_user'> = (
  { last_login: lastLogin, password, ...row },
  memory,
  findings,
) => {
  const language = findings.known('language', LANGUAGES, row.language, 'en-us');
  if (row.sub === '') findings.add('sub is empty', 'set to the id, which no provider sends');
  if (row.is_staff || row.is_superuser) {
    memory.staff.add(row.id);
    if (password && !password.startsWith(UNUSABLE)) {
      findings.add(
        'signs in to the back office with a password',
        'kept: here only the provider signs people in',
      );
    }
  }
  noteAddress(findings, 'e-mail', row.email);
  const written = row.email?.toLowerCase();
  if (row.is_active && written && repeatsLatest(memory, 'people_user', normalizeEmail(written), written)) {
    findings.add(
      `an older active account has the e-mail ${row.email} too, letter case aside`,
      'kept: the address tells neither from the other',
    );
  }
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
