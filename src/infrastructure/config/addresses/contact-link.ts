import { isEmailAddress } from '../../../domain/shared/email-address.ts';
import { optionalCustom, type VariableMeta } from '../values/variable.ts';

/** Where people write to: an e-mail address, or the address of a form. */
export const optionalContact = (meta: VariableMeta) =>
  optionalCustom(meta, (written): string => {
    const contact = written.trim();
    if (isEmailAddress(contact)) return contact;
    const url = URL.canParse(contact) ? new URL(contact) : undefined;
    if (url?.protocol !== 'https:')
      throw new Error('must be an e-mail address, or the https address of a form');
    return url.href;
  });
