import { requiredCustom, type VariableMeta } from './variable.ts';

/** A user and a password for Basic authentication (RFC 7617); problems are reported without quoting them. */
export const basicCredentials = (meta: VariableMeta) =>
  requiredCustom(meta, (written) => {
    const credentials = written.trim();
    const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(credentials);
    const user = isBase64 ? Buffer.from(credentials, 'base64').toString('utf8').indexOf(':') : -1;
    if (user < 1)
      throw new Error('must be user:password in Base64, as `printf user:password | base64` gives it');
    return credentials;
  });
