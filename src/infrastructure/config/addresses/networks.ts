import { isIP } from 'node:net';
import { custom, itemsOf, type VariableMeta } from '../values/variable.ts';

/** Networks in CIDR notation, separated by commas. */
export const networks = (meta: VariableMeta) =>
  custom('', meta, (written): readonly string[] => {
    const items = itemsOf(written);
    for (const item of items) {
      const [address = '', bits = ''] = item.split('/');
      const version = isIP(address);
      if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) {
        throw new Error(`must be networks such as 10.1.0.0/16, not ${item}`);
      }
    }
    return items;
  });
