import { optionalCustom, type VariableMeta } from '../values/variable.ts';
import { isDatabaseHost } from './database-host.ts';

const WANTED =
  'must be postgres://user:password@host:port/name, with the special characters of a password percent-encoded ' +
  '(@ is %40), or postgres:///name?host=/folder/of/the/socket';

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error(WANTED);
  }
}

/** The address of a PostgreSQL database; its problems are reported without quoting it, since it contains a password. */
export const databaseAddress = (meta: VariableMeta) =>
  optionalCustom(meta, (written) => {
    const address = written.trim();
    if (!/^postgres(ql)?:\/\//.test(address) || !URL.canParse(address)) throw new Error(WANTED);
    const { hostname, username, password, pathname, searchParams } = new URL(address);
    for (const part of [username, password, pathname]) decoded(part);
    const host = searchParams.get('host') ?? decoded(hostname).replace(/^\[(.+)\]$/, '$1');
    if (!isDatabaseHost(host)) throw new Error(WANTED);
    return address;
  });
