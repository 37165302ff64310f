import { randomUUID } from 'node:crypto';
import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import type { MailboxAccountQueries } from '../../../application/identity/account/mailbox-account-queries.ts';
import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import { claimsOf, lacksIndispensable } from '../../../domain/identity/openid-claims.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';

const accounts = new WeakMap<Account, MailboxAccount>();

/** The mailbox account behind an account of the library. */
export const accountOf = (account: Account | undefined): MailboxAccount | undefined =>
  account && accounts.get(account);

/** Claims that only id tokens have, as in the reference; the library makes a hash of the access token. */
const idTokenClaims = ({ oidc }: KoaContextWithOIDC) => {
  const accessToken = oidc.entities.AccessToken?.jti;
  return { jti: randomUUID(), ...(accessToken === undefined ? {} : { at_hash: accessToken }) };
};

/**
 * Finds accounts as of now: undefined for who may not sign in any more, and for tokens whose scope asks for what can no
 * longer be said.
 */
export const makeFindAccount =
  (find: MailboxAccountQueries['find']) =>
  async (
    ctx: KoaContextWithOIDC,
    sub: string,
    token?: { readonly scope?: string | undefined },
  ): Promise<Account | undefined> => {
    const found = await find(sub as MailboxId);
    if (!found || lacksIndispensable(found, token?.scope?.split(' ') ?? [])) return undefined;
    const account: Account = {
      accountId: sub,
      claims: (use) => ({ sub, ...claimsOf(found), ...(use === 'id_token' ? idTokenClaims(ctx) : {}) }),
    };
    accounts.set(account, found);
    return account;
  };
