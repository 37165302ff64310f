import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { dimailCaller, REGIE, webmailDomain } from '../support/dimail-caller.ts';

const ALIASES = '/domains/evry.fr/aliases/';

describe('dimail server, aliases (contract/dimail.md section 9)', () => {
  let dimail: RunningDimail;
  let caller: ReturnType<typeof dimailCaller>;
  let as: string;
  const add = (user_name: string, destination: string) =>
    caller.call('POST', ALIASES, { as, json: { user_name, destination } });
  const list = (query = '') => caller.call('GET', `${ALIASES}${query}`, { as });

  beforeAll(async () => {
    dimail = await startDimail({ port: 0 });
    caller = dimailCaller(dimail.url);
    await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('evry.fr') });
    as = await caller.bearer(REGIE);
  });
  afterAll(() => dimail.close());

  it('creates an alias once, with several destinations', async () => {
    const alias = { username: 'contact', domain: 'evry.fr', destination: 'a@evry.fr', allow_to_send: false };
    const created = await add('contact', 'a@evry.fr');
    expect(created).toMatchObject({ status: 201 });
    expect(created.body).toEqual(alias);
    const again = { status: 409, body: { detail: 'Alias already exists' } };
    expect(await add('contact', 'a@evry.fr')).toMatchObject(again);
    expect(await add('contact', 'devnull@devnull')).toMatchObject({ status: 201 });
    expect((await list('?user_name=contact')).body).toHaveLength(2);
  });

  it('selects by name, or by name and destination, but not by destination', async () => {
    await add('select', 'b@evry.fr');
    const both = '?user_name=select&destination=b%40evry.fr';
    expect(await list(both)).toMatchObject({ status: 200, body: [{ username: 'select' }] });
    expect(await list('?user_name=select&destination=c@evry.fr')).toMatchObject({
      status: 404,
      body: { detail: 'Alias not found' },
    });
    expect(await list('?destination=b@evry.fr')).toMatchObject({
      status: 412,
      body: { detail: 'It is forbiden to only provide the destination in a request' },
    });
    expect(await list('?user_name=nobody')).toMatchObject({ status: 200, body: [] });
  });

  it('deletes one destination or all of them', async () => {
    await Promise.all(
      ['a+x@evry.fr', 'b@evry.fr', 'c@evry.fr'].map((destination) => add('gone', destination)),
    );
    const remove = (destination: string) => caller.call('DELETE', `${ALIASES}gone/${destination}`, { as });
    const missing = { status: 404, body: { detail: 'Not found' } };
    expect(await remove('a%2Bx%40evry.fr')).toMatchObject({ status: 204 });
    expect(await remove('a%2Bx%40evry.fr')).toMatchObject(missing);
    expect(await remove('all')).toMatchObject({ status: 204 });
    expect(await remove('all')).toMatchObject(missing);
    expect(await list('?user_name=gone')).toMatchObject({ body: [] });
  });

  it('shows changes made behind the back of its clients', async () => {
    const { outOfBand } = dimail.control;
    const alias = { localPart: 'hidden', domain: 'evry.fr', destination: 'd@evry.fr' };
    outOfBand.putAlias(alias, true);
    expect(await list('?user_name=hidden')).toMatchObject({ body: [{ allow_to_send: true }] });
    const address = await caller.call('GET', '/domains/evry.fr/address/hidden/', { as });
    expect(address).toMatchObject({ status: 200, body: { is_alias: true, is_mailbox: false } });
    outOfBand.removeAlias(alias);
    expect(await list('?user_name=hidden')).toMatchObject({ body: [] });
    expect(() => outOfBand.removeAlias(alias)).toThrow('no alias');
  });
});
