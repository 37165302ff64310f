import { isHostName } from './is-host-name.ts';

/** @throws Error unless it is a host name as browsers write it */
export function passkeyRpId(written: string): string {
  if (!isHostName(written) || written !== written.toLowerCase())
    throw new Error('must be a host name alone, in lower case, such as regie.example.fr');
  return written;
}

type Environment = Readonly<{
  REGIE_PUBLIC_URL: string;
  OIDC_PROVIDER_ISSUER?: string | undefined;
  OIDC_PROVIDER_PASSKEY_RP_ID?: string | undefined;
}>;

/** Browsers make and use passkeys for the host of a page, and for the domains above it that somebody can own. */
export function passkeyRpIdProblems({
  REGIE_PUBLIC_URL,
  OIDC_PROVIDER_ISSUER,
  OIDC_PROVIDER_PASSKEY_RP_ID: rpId,
}: Environment): readonly string[] {
  if (rpId === undefined) return [];
  const { hostname } = new URL(OIDC_PROVIDER_ISSUER ?? REGIE_PUBLIC_URL);
  const isAbove = rpId.includes('.') && hostname.endsWith(`.${rpId}`);
  return rpId === hostname || isAbove
    ? []
    : [`OIDC_PROVIDER_PASSKEY_RP_ID: must be ${hostname}, the host of the issuer, or a domain above it`];
}
