import { randomUUID } from 'node:crypto';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgOpenidRecords } from '../../src/adapters/postgres/identity/pg-openid-records.ts';
import type { OpenidPayload } from '../../src/application/identity/provider/openid-records.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { SECRET_KEY } from './recorded-environment.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import type { ScratchDatabase } from './scratch-database.ts';

const DAY_SECONDS = 86_400;

type Given = Readonly<{ row: RecordedRow; clientId: string; mailboxId: MailboxId; scope: string }>;

/**
 * Stores the codes and tokens that a recording begins with as our provider keeps its own. Their times are of today: the
 * OpenID library has a clock of its own.
 */
async function storeRecords({ before }: Interaction, records: PgOpenidRecords): Promise<void> {
  const clients = new Map(
    (before['oauth2_provider_application'] ?? []).map((row) => [row['id'], String(row['client_id'])]),
  );
  const tokens = before['mailbox_oauth2_accesstoken'] ?? [];
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + DAY_SECONDS;
  const save = async (
    model: string,
    id: string,
    { clientId, mailboxId, scope }: Given,
    grantId: string,
    payload: OpenidPayload,
  ) => {
    const common = { iat, exp, accountId: mailboxId, clientId, kind: model, jti: id };
    const about = { uid: null, grantId, mailboxId, clientId, expiresAt: new Date(exp * 1000), session: null };
    await records.save({
      model,
      id,
      ...about,
      payload: { ...common, ...(model === 'Grant' ? {} : { grantId, scope }), ...payload },
    });
  };
  const given = (row: RecordedRow, scope: unknown): Given => ({
    row,
    clientId: clients.get(row['application_id']) ?? '',
    mailboxId: String(row['user_id']) as MailboxId,
    scope: String(scope),
  });
  const grantFor = async (of: Given): Promise<string> => {
    const grantId = randomUUID();
    await save('Grant', grantId, of, grantId, { openid: { scope: of.scope } });
    return grantId;
  };
  for (const row of before['mailbox_oauth2_grant'] ?? []) {
    const of = given(row, row['scope']);
    await save('AuthorizationCode', String(row['code']), of, await grantFor(of), {
      redirectUri: row['redirect_uri'],
      nonce: row['nonce'],
      authTime: iat,
      acr: 'eidas1',
      amr: ['pwd'],
      claims: { id_token: { acr: { values: ['eidas1'] } } },
      ...(row['code_challenge'] === ''
        ? {}
        : { codeChallenge: row['code_challenge'], codeChallengeMethod: row['code_challenge_method'] }),
    });
  }
  const grants = new Map<unknown, string>();
  for (const row of tokens) {
    const of = given(row, row['scope']);
    const grantId = await grantFor(of);
    grants.set(row['id'], grantId);
    await save('AccessToken', String(row['token']), of, grantId, { gty: 'authorization_code' });
  }
  for (const row of before['mailbox_oauth2_refreshtoken'] ?? []) {
    const scope = tokens.find(({ id }) => id === row['access_token_id'])?.['scope'] ?? 'openid';
    const of = given(row, scope);
    const id = String(row['token']);
    await save('RefreshToken', id, of, grants.get(row['access_token_id']) ?? (await grantFor(of)), {
      gty: 'authorization_code',
      authTime: iat,
      acr: 'eidas1',
      amr: ['pwd'],
      iiat: iat,
      rotations: 0,
    });
    if (row['revoked'] !== null) await records.consume('RefreshToken', id, new Date());
  }
}

/**
 * The SIRET of the recorded organization, whose check digits are wrong: we would refuse to tell it. While a recording of the
 * provider is replayed, the organization has one that is right.
 */
export const SIRETS = { recorded: '11111111111111', right: '13002526500013' } as const;

type Sirets = Readonly<{ from: string; to: string }>;
const exchangeSirets = async ({ pool }: Pick<ScratchDatabase, 'pool'>, { from, to }: Sirets) => {
  await pool.query('UPDATE organization_registration_id SET value = $2 WHERE value = $1', [from, to]);
};

/**
 * Stores what our provider keeps as a recording begins with it, and lets its clients do what they did in the recordings.
 *
 * @returns undoes what is not in the recording, to compare what was written
 */
export async function prepareRecordedProvider(
  interaction: Interaction,
  { pool }: Pick<ScratchDatabase, 'pool'>,
): Promise<() => Promise<void>> {
  if (!interaction.request.path.startsWith('/o/')) return async () => undefined;
  await exchangeSirets({ pool }, { from: SIRETS.recorded, to: SIRETS.right });
  await pool.query('DELETE FROM openid_record');
  const demanding = await pool.query('SELECT client_id FROM openid_client WHERE requires_pkce');
  await pool.query(`UPDATE openid_client SET requires_pkce = false, userinfo_algorithm = 'RS256'`);
  await storeRecords(interaction, new PgOpenidRecords(pool, new SecretBox(SECRET_KEY)));
  return async () => {
    await exchangeSirets({ pool }, { from: SIRETS.right, to: SIRETS.recorded });
    const ids = demanding.rows.map(({ client_id }) => String(client_id));
    await pool.query('UPDATE openid_client SET requires_pkce = true WHERE client_id = ANY($1)', [ids]);
  };
}
