import { requiredCustom, type VariableMeta } from '../values/variable.ts';
import { senderAddress } from './sender-address.ts';

/** The sender of mails: an address, or a name and an address. */
export const sender = (meta: VariableMeta) =>
  requiredCustom(meta, (written) => {
    if (senderAddress(written) === undefined) {
      throw new Error('must be an e-mail address, or a name and one: La Régie <no-reply@regie.fr>');
    }
    return written.trim();
  });
