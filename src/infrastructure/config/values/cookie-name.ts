import { custom, type VariableMeta } from './variable.ts';

/** A token (RFC 6265, 4.1.1), as every cookie's name must be. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** The name of a cookie. */
export const cookieName = (fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written) => {
    if (!TOKEN.test(written)) throw new Error('must be a name of a cookie: letters, digits, - and _');
    return written;
  });
