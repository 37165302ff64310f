import { custom, type VariableMeta } from '../values/variable.ts';
import { isHostName } from './is-host-name.ts';

/** The name or address of a machine, or the folder of a Unix socket. */
export const isDatabaseHost = (text: string): boolean => text.startsWith('/') || isHostName(text);

/** The host of a database, or the folder of its Unix socket. */
export const databaseHost = (fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written) => {
    const host = written.trim();
    if (!isDatabaseHost(host)) {
      throw new Error('must be a host name alone, such as db.example.fr, or the folder of a socket');
    }
    return host;
  });
