import { isOneOf, type MapRow } from './mapping.ts';

const CLIENT_TYPES = ['confidential', 'public'] as const;
const GRANT_TYPE = 'authorization-code';
const ALGORITHMS = ['RS256', 'HS256'] as const;
const DEFAULT_ALGORITHM = 'RS256';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * Clients of the reference's OpenID provider (contract/rest-api.md 2.11). There any signed-in person could register one,
 * so clients of people who are not staff are left out (deviation D40). Every client gets an algorithm that it can be
 * signed for (D38): a secret known only as a hash cannot sign.
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
  const redirectUris = words(row.redirect_uris);
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
  return {
    openid_client: [
      {
        client_id: row.client_id,
        name: row.name,
        client_type: clientType,
        grant_type: GRANT_TYPE,
        secret_hash: isConfidential && row.hash_client_secret ? row.client_secret : null,
        sealed_secret: readable,
        algorithm: hasAlgorithm ? row.algorithm : DEFAULT_ALGORITHM,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: words(row.post_logout_redirect_uris),
        allowed_origins: words(row.allowed_origins),
        skip_authorization: row.skip_authorization,
        created_at: row.created,
        updated_at: row.updated,
      },
    ],
  };
};
