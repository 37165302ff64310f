import type { DimailState } from '../state/dimail-state.ts';
import type { DimailUser } from '../state/dimail-user.ts';
import { passwordMatches } from '../state/password-hash.ts';
import type { BearerTokens } from './bearer-tokens.ts';
import { Refusal } from './refusal.ts';

export type Authenticator = (
  scheme: 'basic' | 'bearer',
  authorization: string | undefined,
) => Promise<DimailUser>;

/** While no user exists, any Basic credentials act as this administrator (contract/dimail.md section 3). */
const BOOTSTRAP: DimailUser = { name: 'FAKE', uuid: '', isAdmin: true, perms: [], passwordHash: '' };

const CHALLENGE = { 'www-authenticate': 'Basic' };
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodeBasic(value: string): { name: string; password: string } {
  const text = BASE64.test(value) ? Buffer.from(value, 'base64').toString('utf8') : '';
  const colon = text.indexOf(':');
  if (colon < 0) {
    throw new Refusal(401, 'Invalid authentication credentials', CHALLENGE);
  }
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The table of contract/dimail.md section 3: the caller, or the exact refusal. */
export function makeAuthenticator(state: DimailState, tokens: BearerTokens): Authenticator {
  const basic = (word: string, value: string): DimailUser => {
    if (word !== 'basic') {
      throw new Refusal(401, 'Not authenticated', CHALLENGE);
    }
    const { name, password } = decodeBasic(value);
    if (state.users.size === 0) {
      return BOOTSTRAP;
    }
    const user = state.users.get(name);
    if (!user || !passwordMatches(user.passwordHash, password)) {
      throw new Refusal(403, 'Permission denied');
    }
    return user;
  };

  const bearer = async (word: string, value: string): Promise<DimailUser> => {
    if (word === '' || value === '') {
      throw new Refusal(403, 'Not authenticated');
    }
    if (word !== 'bearer') {
      throw new Refusal(403, 'Invalid authentication credentials');
    }
    const user = state.users.get((await tokens.subjectOf(value)) ?? '');
    if (!user) {
      throw new Refusal(403, 'Permission denied');
    }
    return user;
  };

  return async (scheme, authorization = '') => {
    const space = authorization.indexOf(' ');
    const word = (space < 0 ? authorization : authorization.slice(0, space)).toLowerCase();
    const value = space < 0 ? '' : authorization.slice(space + 1).trim();
    return scheme === 'basic' ? basic(word, value) : bearer(word, value);
  };
}
