import {
  type ClientAddressProblem,
  clientAddressProblem,
  clientOriginProblem,
} from '../../domain/identity/client-address.ts';
import { isOneOf, type MapRow, type RowFindings } from './mapping.ts';

const CLIENT_TYPES = ['confidential', 'public'] as const;
const GRANT_TYPE = 'authorization-code';
const ALGORITHMS = ['RS256', 'HS256'] as const;
const DEFAULT_ALGORITHM = 'RS256';
/** Hashes of Django that are verified here. */
const VERIFIED_HASH = /^(?:pbkdf2_sha256|pbkdf2_sha1|scrypt|argon2)\$/;
/** Addresses to which nobody can be sent: a client that has one of them would be refused as a whole. */
const UNUSABLE: readonly ClientAddressProblem[] = ['not_a_web_address', 'fragment'];

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Addresses without those that are of no use. The others stay, although a new client could not have some of them. */
function usableAddresses(
  what: string,
  text: string,
  findings: RowFindings,
  problemOf: typeof clientAddressProblem = clientAddressProblem,
): readonly string[] {
  return words(text).filter((address) => {
    const problem = problemOf(address, { allowsPlainHttp: false });
    if (problem === undefined) return true;
    const isUsed = !UNUSABLE.includes(problem);
    findings.add(`${what} ${address} (${problem})`, isUsed ? 'kept, compared letter by letter' : 'left out');
    return isUsed;
  });
}

/**
 * Clients of the reference's OpenID provider (contract/rest-api.md 2.11). There any signed-in person could register one,
 * so clients of people who are not staff are left out (deviation D40). Every client gets an algorithm that it can be
 * signed for (D38): a secret known only as a hash cannot sign. Each goes on as it did: a secret in either place, and with
 * ProConnect's profile no code challenge, unless it is public, and signed userinfo.
 */
export const mapOpenidClient: MapRow<'oauth2_provider_application'> = (row, memory, findings) => {
  if (row.user_id !== null && !memory.staff.has(row.user_id)) {
    return findings.leaveOut(`registered by ${row.user_id}, who is not of the staff`);
  }
  const { client_type: clientType } = row;
  if (!isOneOf(CLIENT_TYPES, clientType)) return findings.leaveOut(`unknown client type ${clientType}`);
  if (row.authorization_grant_type !== GRANT_TYPE) {
    return findings.leaveOut(`grant type ${row.authorization_grant_type}, which is not offered`);
  }
  const redirectUris = usableAddresses('redirect address', row.redirect_uris, findings);
  if (redirectUris.length === 0) return findings.leaveOut('no address to send people back to');
  const isConfidential = clientType === 'confidential';
  if (isConfidential && row.client_secret === '') return findings.leaveOut('no secret');
  const readable = isConfidential && !row.hash_client_secret ? row.client_secret : null;
  const usable = ALGORITHMS.filter((algorithm) => algorithm !== 'HS256' || readable !== null);
  const hasAlgorithm = isOneOf(usable, row.algorithm);
  if (!hasAlgorithm) {
    const problem = row.algorithm === '' ? 'no algorithm' : `nothing to sign with by ${row.algorithm}`;
    findings.add(problem, `set to ${DEFAULT_ALGORITHM}`);
  }
  const isHashed = isConfidential && row.hash_client_secret;
  if (isHashed && !VERIFIED_HASH.test(row.client_secret))
    findings.add('its secret is hashed by a method that is not verified', 'kept; rotate it');
  const isProConnect = memory.claimProfile === 'proconnect';
  if (isProConnect && !isConfidential)
    findings.add('a public client without a code challenge', 'a code challenge is demanded of it');
  return {
    openid_client: [
      {
        client_id: row.client_id,
        name: findings.line('name', row.name),
        client_type: clientType,
        grant_type: GRANT_TYPE,
        token_endpoint_auth_method: isConfidential ? 'client_secret_basic_or_post' : 'none',
        secret_hash: isHashed ? row.client_secret : null,
        sealed_secret: readable,
        algorithm: hasAlgorithm ? row.algorithm : DEFAULT_ALGORITHM,
        userinfo_algorithm: isProConnect ? 'RS256' : null,
        requires_pkce: !(isProConnect && isConfidential),
        redirect_uris: redirectUris,
        post_logout_redirect_uris: usableAddresses(
          'sign-out address',
          row.post_logout_redirect_uris,
          findings,
        ),
        allowed_origins: usableAddresses('origin', row.allowed_origins, findings, clientOriginProblem),
        skip_authorization: row.skip_authorization,
        created_at: row.created,
        updated_at: row.updated,
      },
    ],
  };
};
