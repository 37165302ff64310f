import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { ADMIN, basic, dimailCaller, REGIE, webmailDomain } from '../support/dimail-caller.ts';

const CHALLENGE = 'Basic';

describe('dimail server, authentication (contract/dimail.md section 3)', () => {
  let dimail: RunningDimail;
  let caller: ReturnType<typeof dimailCaller>;
  beforeAll(async () => {
    dimail = await startDimail({ port: 0, jwtSecret: 'a secret of the tests, long enough' });
    caller = dimailCaller(dimail.url);
    await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('evry.fr') });
    await caller.call('POST', '/domains/', { as: ADMIN, json: webmailDomain('private.fr') });
  });
  afterAll(() => dimail.close());

  it.each([
    ['no credentials', undefined, 401, 'Not authenticated', CHALLENGE],
    ['another scheme', 'Bearer abc', 401, 'Not authenticated', CHALLENGE],
    ['undecodable', 'Basic !!!', 401, 'Invalid authentication credentials', CHALLENGE],
    ['no colon', `Basic ${btoa('nocolon')}`, 401, 'Invalid authentication credentials', CHALLENGE],
    ['unknown user', basic('nobody', 'x'), 403, 'Permission denied', undefined],
    ['wrong password', basic('la_regie', 'x'), 403, 'Permission denied', undefined],
  ])('Basic, %s', async (_case, authorization, status, detail, challenge) => {
    const as = authorization === undefined ? {} : { as: authorization };
    for (const path of [
      '/token/',
      '/users/',
      '/domains/',
      '/domains/evry.fr/check',
      '/domains/evry.fr/spec/',
    ]) {
      const answer = await caller.call('GET', path, as);
      expect(answer).toMatchObject({ status, body: { detail } });
      expect(answer.headers['www-authenticate']).toBe(challenge);
    }
  });

  it('Basic, without the rights', async () => {
    for (const path of ['/domains/', '/allows/']) {
      const answer = await caller.call('GET', path, { as: REGIE });
      expect(answer).toMatchObject({ status: 403, body: { detail: 'Permission denied' } });
    }
  });

  it.each([
    ['no credentials', undefined, 'Not authenticated'],
    ['Basic credentials', REGIE, 'Invalid authentication credentials'],
    ['a malformed token', 'Bearer abc', 'Permission denied'],
    ['a forged token', 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.AAAA', 'Permission denied'],
  ])('Bearer, %s', async (_case, authorization, detail) => {
    const as = authorization === undefined ? {} : { as: authorization };
    for (const path of [
      '/domains/evry.fr',
      '/domains/evry.fr/mailboxes/',
      '/v2/domains/evry.fr/mailboxes/',
    ]) {
      expect(await caller.call('GET', path, as)).toMatchObject({ status: 403, body: { detail } });
    }
  });

  it('Bearer, without right on the domain', async () => {
    const as = await caller.bearer(REGIE);
    const denied = { status: 403, body: { detail: 'Permission denied' } };
    expect(await caller.call('GET', '/domains/private.fr/mailboxes/', { as })).toMatchObject(denied);
    expect(await caller.call('GET', '/domains/private.fr/aliases/', { as })).toMatchObject(denied);
    const json = { givenName: '', surName: '', displayName: '' };
    expect(await caller.call('POST', '/domains/private.fr/mailboxes/x', { as, json })).toMatchObject({
      status: 403,
      body: { detail: 'Permisison denied' },
    });
    const unauthorized = { status: 401, body: { detail: 'Not authorized.' } };
    expect(await caller.call('GET', '/domains/private.fr', { as })).toMatchObject(unauthorized);
    expect(await caller.call('GET', '/domains/private.fr/check', { as: REGIE })).toMatchObject(unauthorized);
    const unknown = { status: 404, body: { detail: 'Domain not found' } };
    expect(await caller.call('GET', '/domains/unknown.fr', { as })).toMatchObject(unknown);
    expect(await caller.call('GET', '/domains/unknown.fr/check', { as: REGIE })).toMatchObject(unknown);
  });

  it('issues HS256 tokens of 47 minutes with sub and exp only, then refuses them', async () => {
    const { body } = await caller.call('GET', '/token/', { as: REGIE });
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer' });
    const token = String(Object(body)['access_token']);
    const [header, claims] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
    expect(header).toMatchObject({ alg: 'HS256' });
    expect(claims).toEqual({ sub: 'la_regie', exp: expect.any(Number) });
    const life = claims.exp - Date.now() / 1000;
    expect(life).toBeGreaterThan(46.9 * 60);
    expect(life).toBeLessThanOrEqual(47 * 60);
    const get = () => caller.call('GET', '/domains/evry.fr', { as: `Bearer ${token}` });
    expect(await get()).toMatchObject({ status: 200 });
    dimail.control.shiftClock(47 * 60 + 1);
    expect(await get()).toMatchObject({ status: 403, body: { detail: 'Permission denied' } });
  });

  it('refuses the token of a deleted user', async () => {
    const json = { name: 'brief', password: 'p', is_admin: 'true' };
    expect(await caller.call('POST', '/users/', { as: ADMIN, json })).toMatchObject({ status: 201 });
    const as = await caller.bearer(basic('brief', 'p'));
    expect(await caller.call('GET', '/domains/private.fr', { as })).toMatchObject({ status: 200 });
    await caller.call('DELETE', '/users/brief', { as: ADMIN });
    expect(await caller.call('GET', '/domains/private.fr', { as })).toMatchObject({ status: 403 });
  });

  it('issues a token of another account to those who manage users', async () => {
    const { body } = await caller.call('GET', '/token/?username=admin', { as: REGIE });
    const as = `Bearer ${Object(body)['access_token']}`;
    expect(await caller.call('GET', '/domains/private.fr', { as })).toMatchObject({ status: 200 });
  });
});

describe('dimail server, empty database (contract/dimail.md section 3)', () => {
  it('takes any Basic credentials for an administrator until the first user exists', async () => {
    const dimail = await startDimail({ port: 0, seeded: false });
    const { call, bearer } = dimailCaller(dimail.url);
    const anybody = basic('', '');
    expect(await call('GET', '/users/')).toMatchObject({ status: 401 });
    expect(await call('GET', '/users/', { as: anybody })).toMatchObject({ status: 200, body: [] });
    const as = await bearer(anybody);
    const claims = JSON.parse(Buffer.from(as.split('.')[1] ?? '', 'base64url').toString('utf8'));
    expect(claims).toMatchObject({ sub: 'FAKE' });
    expect(await call('GET', '/domains/evry.fr', { as })).toMatchObject({ status: 403 });
    const json = { name: 'admin', password: 'admin', is_admin: true };
    expect(await call('POST', '/users/', { as: anybody, json })).toMatchObject({ status: 201 });
    expect(await call('GET', '/users/', { as: anybody })).toMatchObject({ status: 403 });
    expect(await call('GET', '/users/', { as: ADMIN })).toMatchObject({ status: 200 });
    await dimail.close();
  });
});
