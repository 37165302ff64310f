import type Provider from 'oidc-provider';

export type MintedToken = Readonly<{
  /** The client that the token names as its owner. */
  clientId: string;
  sub: string;
  /** Space-separated; scopes that the provider does not offer to browsers are allowed. */
  scope: string;
  /** Intended recipients (`aud`); none by default, as at ProConnect. */
  audience?: string;
  /** One hour by default. */
  expiresInSeconds?: number;
}>;

/** Issues an access token as if `sub` had signed in to `clientId`, without a browser. */
export async function mintAccessToken(
  provider: Provider,
  { clientId, sub, scope, audience, expiresInSeconds }: MintedToken,
): Promise<string> {
  const client = await provider.Client.find(clientId);
  if (client === undefined) throw new Error(`No client ${clientId}`);
  const grant = new provider.Grant({ clientId, accountId: sub });
  grant.addOIDCScope(scope);
  const token = new provider.AccessToken({
    client,
    accountId: sub,
    grantId: await grant.save(),
    gty: 'authorization_code',
    scope,
    ...(audience === undefined ? {} : { aud: audience }),
    ...(expiresInSeconds === undefined ? {} : { expiresIn: expiresInSeconds }),
  });
  return token.save();
}

/** Ends an access token before its time. */
export async function revokeAccessToken(provider: Provider, value: string): Promise<void> {
  const token = await provider.AccessToken.find(value);
  await token?.destroy();
}
