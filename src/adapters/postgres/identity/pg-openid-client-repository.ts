import type {
  OpenidClientRepository,
  RegisteredClient,
} from '../../../application/identity/client/openid-client-repository.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import { type Queryable, violatedConstraint } from '../engine/sql.ts';
import { OPENID_CLIENT_COLUMNS, type OpenidClientRow, toRegisteredClient } from './openid-client-row.ts';

export class PgOpenidClientRepository implements OpenidClientRepository {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
  ) {}

  async lock(clientId: string): Promise<RegisteredClient | undefined> {
    const { rows } = await this.db.query<OpenidClientRow>(
      `SELECT ${OPENID_CLIENT_COLUMNS} FROM openid_client c WHERE c.client_id = $1 FOR UPDATE`,
      [clientId],
    );
    return rows[0] && toRegisteredClient(rows[0], this.secretBox);
  }

  async insert(client: RegisteredClient): Promise<void> {
    try {
      await this.db.query(
        `INSERT INTO openid_client (client_id, name, client_type, grant_type, token_endpoint_auth_method, redirect_uris,
           post_logout_redirect_uris, allowed_origins, algorithm, userinfo_algorithm, requires_pkce, skip_authorization,
           backchannel_logout_uri, backchannel_logout_session_required, is_enabled, secret_hash, sealed_secret,
           secret_issued_at, secret_used_at, former_secrets, updated_at, created_at)
         VALUES ($1, $2, $3, 'authorization-code', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
           $19, $20, $21)`,
        [...this.#values(client), client.createdAt],
      );
    } catch (cause) {
      if (violatedConstraint(cause) !== 'openid_client_pkey') throw cause;
      throw new DomainError('openid_client.id_taken', 'Another client has this id', { cause });
    }
  }

  async update(client: RegisteredClient): Promise<void> {
    // A client whose algorithm needs its secret has one: where none could be read, what is stored stays.
    await this.db.query(
      `UPDATE openid_client
          SET name = $2, client_type = $3, token_endpoint_auth_method = $4, redirect_uris = $5,
              post_logout_redirect_uris = $6, allowed_origins = $7, algorithm = $8, userinfo_algorithm = $9,
              requires_pkce = $10, skip_authorization = $11, backchannel_logout_uri = $12,
              backchannel_logout_session_required = $13, is_enabled = $14, secret_hash = $15,
              sealed_secret = CASE WHEN $16::bytea IS NULL AND $8 = 'HS256' THEN sealed_secret ELSE $16 END,
              secret_issued_at = $17, secret_used_at = $18, former_secrets = $19, updated_at = $20
        WHERE client_id = $1`,
      this.#values(client),
    );
  }

  async delete(clientId: string): Promise<void> {
    await this.db.query('DELETE FROM openid_client WHERE client_id = $1', [clientId]);
  }

  #values({ secrets, ...client }: RegisteredClient): unknown[] {
    const { hash, readable, issuedAt, usedAt, former } = secrets;
    return [
      client.clientId,
      client.name,
      client.clientType,
      client.tokenEndpointAuthMethod,
      client.redirectUris,
      client.postLogoutRedirectUris,
      client.allowedOrigins,
      client.idTokenSignedResponseAlg,
      client.userinfoSignedResponseAlg,
      client.requiresPkce,
      client.skipsConsent,
      client.backchannelLogoutUri,
      client.backchannelLogoutSessionRequired,
      client.isEnabled,
      hash,
      // The same bytes for the same secret: a takeover compares them with what it brought.
      readable === null ? null : this.secretBox.sealRepeatably(readable, client.clientId),
      issuedAt,
      usedAt,
      JSON.stringify(former),
      client.updatedAt,
    ];
  }
}
