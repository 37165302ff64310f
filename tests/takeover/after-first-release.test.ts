import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openTakeover } from './open-takeover.ts';
import { openidClientRow } from './people-rows.ts';

const { ours, takeOver, empty, close } = await openTakeover();
beforeEach(empty);
afterAll(close);

const service = openidClientRow();
const browser = openidClientRow({
  client_id: 'browser',
  client_type: 'public',
  client_secret: '',
  hash_client_secret: false,
});
const STATE = { oauth2_provider_application: [service, browser] };

type Report = Awaited<ReturnType<typeof takeOver>>;
const counts = ({ tables }: Report) => {
  const { updated, kept, conflicts, gone } = tables.find(({ table }) => table === 'openid_client') ?? {};
  return { updated, kept, conflicts, gone };
};
const told = ({ findings }: Report) =>
  findings.map(({ problem }) => problem).filter((problem) => problem.startsWith('openid_client'));

/** Takes over as release 0.1.0 did, whose database was then migrated. */
async function takenOverByFirstRelease(): Promise<void> {
  await takeOver(STATE);
  await ours.pool.query(`UPDATE openid_client SET token_endpoint_auth_method = DEFAULT, userinfo_algorithm = DEFAULT,
    requires_pkce = DEFAULT`);
  await ours.pool.query(`BEGIN; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex';
    UPDATE taken_over_row noted SET content = encode(substring(sha256(convert_to(ROW(c.client_id, c.name, c.client_type,
        c.grant_type, c.secret_hash, c.sealed_secret, c.algorithm, c.redirect_uris, c.post_logout_redirect_uris,
        c.allowed_origins, c.skip_authorization, c.created_at, c.updated_at)::text, 'UTF8')) FOR 16), 'hex')::uuid
      FROM openid_client c
     WHERE noted.target = 'openid_client'
       AND noted.key = encode(substring(sha256(convert_to(ROW(c.client_id)::text, 'UTF8')) FOR 16), 'hex')::uuid;
    COMMIT`);
}

const stored = async () =>
  (
    await ours.pool.query<Record<string, unknown>>(
      `SELECT client_id, name, token_endpoint_auth_method AS method, userinfo_algorithm AS userinfo, requires_pkce AS pkce
         FROM openid_client ORDER BY client_id`,
    )
  ).rows;

describe('clients that release 0.1.0 took over', () => {
  beforeEach(takenOverByFirstRelease);

  it.each([
    ['base', { method: 'client_secret_basic_or_post', userinfo: null, pkce: true }],
    ['proconnect', { method: 'client_secret_basic_or_post', userinfo: 'RS256', pkce: false }],
  ] as const)(
    'get what is known of them now, with the profile %s, and are unchanged the next time',
    async (claimProfile, rp) => {
      const report = await takeOver(STATE, { claimProfile });
      expect(counts(report)).toEqual({
        updated: claimProfile === 'base' ? 1 : 2,
        kept: 0,
        conflicts: 0,
        gone: 0,
      });
      expect(await stored()).toMatchObject([
        { client_id: 'browser', method: 'none' },
        { client_id: 'rp', ...rp },
      ]);
      const none = { updated: 0, kept: 0, conflicts: 0, gone: 0 };
      expect(counts(await takeOver(STATE, { claimProfile }))).toEqual(none);
    },
  );

  it('get what has changed there since', async () => {
    const state = { oauth2_provider_application: [{ ...service, name: 'Renamed' }, browser] };
    expect(counts(await takeOver(state))).toEqual({ updated: 2, kept: 0, conflicts: 0, gone: 0 });
    expect(await stored()).toMatchObject([{}, { name: 'Renamed' }]);
  });

  it('stay as they were changed here, and are no conflict where nothing changed there', async () => {
    await ours.pool.query("UPDATE openid_client SET name = 'Ours' WHERE client_id = 'rp'");
    const report = await takeOver(STATE);
    expect(counts(report)).toEqual({ updated: 1, kept: 1, conflicts: 0, gone: 0 });
    expect(told(report)).toEqual([]);
    expect(await stored()).toMatchObject([{}, { name: 'Ours' }]);
  });

  it('are a conflict where what is new about them is something else here', async () => {
    await ours.pool.query("UPDATE openid_client SET userinfo_algorithm = 'ES256' WHERE client_id = 'rp'");
    expect(counts(await takeOver(STATE, { claimProfile: 'proconnect' }))).toMatchObject({ conflicts: 1 });
    expect(await stored()).toMatchObject([{}, { userinfo: 'ES256', pkce: true }]);
  });

  it('stay away where they were removed here', async () => {
    await ours.pool.query("DELETE FROM openid_client WHERE client_id = 'rp'");
    expect(counts(await takeOver(STATE))).toEqual({ updated: 1, kept: 1, conflicts: 0, gone: 0 });
    expect(await stored()).toMatchObject([{ client_id: 'browser' }]);
  });

  it('go where they are gone there, unless they were changed here', async () => {
    const other = openidClientRow({ client_id: 'other' });
    await ours.pool.query("UPDATE openid_client SET name = 'Ours' WHERE client_id = 'rp'");
    await takeOver({ oauth2_provider_application: [other, service] }, { removeGone: true });
    expect(await stored()).toMatchObject([{ client_id: 'other' }, { client_id: 'rp' }]);
    await takeOver({ oauth2_provider_application: [other] }, { removeGone: true });
    expect(await stored()).toMatchObject([{ client_id: 'other' }, { client_id: 'rp', name: 'Ours' }]);
  });
});
