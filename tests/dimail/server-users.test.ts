import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { ADMIN, basic, dimailCaller, REGIE, webmailDomain } from '../support/dimail-caller.ts';

describe('dimail server, users and allows (contract/dimail.md sections 4 and 5)', () => {
  let dimail: RunningDimail;
  let caller: ReturnType<typeof dimailCaller>;
  beforeAll(async () => {
    dimail = await startDimail({ port: 0 });
    caller = dimailCaller(dimail.url);
    await caller.call('POST', '/domains/', { as: ADMIN, json: webmailDomain('evry.fr') });
  });
  afterAll(() => dimail.close());

  it('starts with the accounts of the setup sequence', async () => {
    expect(await caller.call('GET', '/users/', { as: REGIE })).toMatchObject({
      status: 200,
      body: [
        { name: 'admin', is_admin: true, perms: [] },
        { name: 'la_regie', is_admin: false, perms: ['new_domain', 'create_users', 'manage_users'] },
      ],
    });
  });

  it('creates, shows, changes and deletes a user', async () => {
    const json = { name: 'a-sub', password: 'no', is_admin: 'false', perms: [] };
    const created = await caller.call('POST', '/users/', { as: REGIE, json });
    const user = { name: 'a-sub', is_admin: false, uuid: expect.any(String), perms: [] };
    expect(created).toMatchObject({ status: 201 });
    expect(created.body).toEqual(user);
    const taken = { status: 409, body: { detail: 'User already exists' } };
    expect(await caller.call('POST', '/users/', { as: REGIE, json })).toMatchObject(taken);
    expect(await caller.call('GET', '/users/a-sub', { as: REGIE })).toMatchObject({
      status: 200,
      body: user,
    });
    const change = { password: 'new', is_admin: true };
    expect(await caller.call('PATCH', '/users/a-sub', { as: ADMIN, json: change })).toMatchObject({
      status: 200,
      body: { is_admin: true },
    });
    expect(await caller.call('GET', '/token/', { as: basic('a-sub', 'no') })).toMatchObject({ status: 403 });
    expect(await caller.call('GET', '/token/', { as: basic('a-sub', 'new') })).toMatchObject({ status: 200 });
    expect(await caller.call('DELETE', '/users/a-sub', { as: ADMIN })).toMatchObject({
      status: 204,
      body: '',
    });
    const unknown = { status: 404, body: { detail: 'User not found' } };
    expect(await caller.call('GET', '/users/a-sub', { as: ADMIN })).toMatchObject(unknown);
    const gone = { status: 404, body: { detail: 'Not found' } };
    expect(await caller.call('PATCH', '/users/a-sub', { as: ADMIN, json: {} })).toMatchObject(gone);
    expect(await caller.call('DELETE', '/users/a-sub', { as: ADMIN })).toMatchObject(gone);
  });

  it('links a user to a domain, and tells what is missing in order', async () => {
    const allow = { user: 'la_regie', domain: 'evry.fr' };
    const post = (json: unknown) => caller.call('POST', '/allows/', { as: ADMIN, json });
    const path = '/allows/evry.fr/la_regie';
    const missing = (detail: string) => ({ status: 404, body: { detail } });
    expect(await post({ user: 'nobody', domain: 'unknown.fr' })).toMatchObject(missing('User not found'));
    expect(await post({ user: 'la_regie', domain: 'unknown.fr' })).toMatchObject(missing('Domain not found'));
    expect(await caller.call('DELETE', path, { as: ADMIN })).toMatchObject(
      missing('Queried user does not have permissions for this domain.'),
    );
    expect(await post(allow)).toMatchObject({ status: 201, body: allow });
    const again = { status: 409, body: { detail: 'Domain already allowed for this user' } };
    expect(await post(allow)).toMatchObject(again);
    const list = await caller.call('GET', '/allows/?username=la_regie&domain=evry.fr', { as: ADMIN });
    expect(list.body).toEqual([allow]);
    const as = await caller.bearer(REGIE);
    expect(await caller.call('GET', '/domains/evry.fr', { as })).toMatchObject({ status: 200 });
    expect(await caller.call('DELETE', path, { as: ADMIN })).toMatchObject({ status: 204 });
    expect(await caller.call('GET', '/domains/evry.fr', { as })).toMatchObject({ status: 401 });
  });

  it('forgets the allows of a deleted user', async () => {
    const account = { name: 'brief', password: 'p', is_admin: false };
    await caller.call('POST', '/users/', { as: ADMIN, json: account });
    await caller.call('POST', '/allows/', { as: ADMIN, json: { user: 'brief', domain: 'evry.fr' } });
    await caller.call('DELETE', '/users/brief', { as: ADMIN });
    expect(await caller.call('GET', '/allows/?username=brief', { as: ADMIN })).toMatchObject({ body: [] });
  });
});
