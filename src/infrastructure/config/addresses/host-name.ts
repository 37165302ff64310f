import { requiredCustom, type VariableMeta } from '../values/variable.ts';
import { isHostName } from './is-host-name.ts';

/** The name or address of a machine, alone. */
export const hostName = (meta: VariableMeta) =>
  requiredCustom(meta, (written) => {
    const host = written.trim();
    if (!isHostName(host)) throw new Error('must be a host name alone, such as smtp.example.fr');
    return host;
  });
