import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { ADMIN, dimailCaller, person, REGIE, webmailDomain } from '../support/dimail-caller.ts';

describe('dimail server, mailboxes (contract/dimail.md sections 7 and 8)', () => {
  let dimail: RunningDimail;
  let caller: ReturnType<typeof dimailCaller>;
  let as: string;
  const at = (path: string) => `/domains/evry.fr/mailboxes/${path}`;
  const create = (localPart: string, names = person('Jean', localPart)) =>
    caller.call('POST', at(localPart), { as, json: names });
  const address = (localPart: string) => caller.call('GET', `/domains/evry.fr/address/${localPart}/`, { as });
  const detail = (status: number, text: string) => ({ status, body: { detail: text } });

  beforeAll(async () => {
    dimail = await startDimail({ port: 0 });
    caller = dimailCaller(dimail.url);
    await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('evry.fr') });
    await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('sister.fr', 'evry.fr') });
    as = await caller.bearer(REGIE);
  });
  afterAll(() => dimail.close());

  it('creates a mailbox whose password it shows once', async () => {
    const { status, body } = await create('jean.valjean', person('Jean', 'Valjean'));
    expect(status).toBe(201);
    expect(body).toEqual({
      email: 'jean.valjean@evry.fr',
      password: expect.stringMatching(/^[\w-]{16}$/),
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await caller.call('GET', at('jean.valjean'), { as })).toMatchObject({
      status: 200,
      body: {
        type: 'mailbox',
        status: 'ok',
        givenName: 'Jean',
        surName: 'Valjean',
        displayName: 'Jean Valjean',
      },
    });
    expect(dimail.control.passwordOpens('jean.valjean@evry.fr', String(Object(body)['password']))).toBe(true);
  });

  it('does not know other boxes, and tells administrators about unknown domains', async () => {
    expect(await caller.call('GET', at('nobody'), { as })).toMatchObject(detail(404, 'Mailbox not found'));
    const admin = await caller.bearer(ADMIN);
    for (const path of ['/domains/unknown.fr/mailboxes/', '/domains/unknown.fr/mailboxes/x']) {
      const answer = await caller.call('GET', path, { as: admin });
      expect(answer).toMatchObject(detail(404, 'Domain not found'));
    }
    const json = person('A', 'B');
    expect(await caller.call('POST', '/domains/unknown.fr/mailboxes/x', { as: admin, json })).toMatchObject({
      status: 500,
    });
  });

  it('fails on a taken address, or refuses it where the policy says so', async () => {
    await create('taken');
    expect(await create('taken', person('Other', 'Name'))).toMatchObject({ status: 500 });
    dimail.control.configure({ duplicates: 'conflict' });
    expect(await create('taken', person('Other', 'Name'))).toMatchObject(
      detail(409, 'Mailbox already exists'),
    );
    dimail.control.configure({ duplicates: 'server_error' });
    expect(await address('taken')).toMatchObject({
      status: 200,
      body: { is_alias: false, is_mailbox: true, is_ox: true, ox_primary_email: 'taken@evry.fr' },
    });
  });

  it('fails on a display name of the context, whatever its case and domain, and says who bears it', async () => {
    await create('holder', person('Fantine', 'Thibault'));
    const json = person('FANTINE', 'thibault');
    expect(await create('second', json)).toMatchObject({ status: 500 });
    expect(await caller.call('POST', '/domains/sister.fr/mailboxes/second', { as, json })).toMatchObject({
      status: 500,
    });
    expect(await address('second')).toMatchObject({
      status: 200,
      body: { is_mailbox: false, is_ox: true, ox_primary_email: 'holder@evry.fr' },
    });
    expect(await address('nothing')).toMatchObject({ status: 404 });
    expect(dimail.control.dump().creations['second@evry.fr']).toBeUndefined();
  });

  it('lists the whole context, with oxadmin on one side only', async () => {
    await create('listed');
    const list = await caller.call('GET', '/domains/sister.fr/mailboxes/', { as });
    expect(list.body).toContainEqual(expect.objectContaining({ email: 'listed@evry.fr', status: 'ok' }));
    expect(list.body).toContainEqual(
      expect.objectContaining({ email: 'oxadmin@evry.fr', status: 'broken', displayName: 'Context Admin' }),
    );
    const v2 = await caller.call('GET', '/v2/domains/evry.fr/mailboxes/', { as });
    expect(v2.body).toContainEqual({
      type: 'mailbox',
      active: 'yes',
      email: 'listed@evry.fr',
      features: ['ox'],
      extras: { ox: { given_name: 'Jean', sur_name: 'listed', display_name: 'Jean listed' }, schedule: null },
      dirty_quirks: null,
      additionalSenders: [],
      rate_limit: null,
      quota: null,
    });
  });

  it('lists boxes changed behind the back of its clients', async () => {
    const { outOfBand } = dimail.control;
    outOfBand.addMailbox({ email: 'Contact@evry.fr', additionalSenders: ['mairie@evry.fr'] });
    const list = async () => (await caller.call('GET', '/v2/domains/evry.fr/mailboxes/', { as })).body;
    const contact = { email: 'Contact@evry.fr', features: [], additionalSenders: ['mairie@evry.fr'] };
    expect(await list()).toContainEqual(expect.objectContaining(contact));
    outOfBand.modifyMailbox('Contact@evry.fr', { active: 'wait', names: person('Con', 'Tact') });
    expect(await list()).toContainEqual(
      expect.objectContaining({ email: 'Contact@evry.fr', features: ['ox'], active: 'wait' }),
    );
    outOfBand.removeMailbox('Contact@evry.fr');
    expect(await list()).not.toContainEqual(expect.objectContaining({ email: 'Contact@evry.fr' }));
    expect(() => outOfBand.removeMailbox('Contact@evry.fr')).toThrow('no mailbox');
  });

  it('destroys the OX account of a disabled box, and needs its names to enable it', async () => {
    await create('cosette', person('Cosette', 'F'));
    const patch = (json: unknown) => caller.call('PATCH', at('cosette'), { as, json });
    expect(await patch({ active: 'no' })).toMatchObject({
      status: 200,
      body: { active: 'no', status: 'broken', givenName: null },
    });
    expect(await create('namesake', person('Cosette', 'F'))).toMatchObject({ status: 201 });
    expect(await patch({ givenName: 'X' })).toMatchObject(detail(404, 'Mailbox not found in open-xchange'));
    expect(await patch({ active: 'yes' })).toMatchObject({ status: 422 });
    expect(await patch({ active: 'yes', ...person('Cosette', 'F') })).toMatchObject({ status: 500 });
    expect(await patch({ active: 'yes', ...person('Cosette', 'G') })).toMatchObject({
      status: 200,
      body: { active: 'yes', status: 'ok', surName: 'G' },
    });
    expect(await patch({ active: 'maybe' })).toMatchObject({
      status: 422,
      body: { detail: [{ type: 'enum' }] },
    });
  });

  it('changes names over v1 and v2', async () => {
    await create('renamed');
    const v1 = { as, json: { surName: 'One' } };
    expect(await caller.call('PATCH', at('renamed'), v1)).toMatchObject({
      status: 200,
      body: { surName: 'One' },
    });
    const v2 = { as, json: { imap_active: 'yes', extras: { ox: { given_name: 'Two' } } } };
    expect(await caller.call('PATCH', '/v2/domains/evry.fr/mailboxes/renamed', v2)).toMatchObject({
      status: 200,
      body: { active: 'yes', extras: { ox: { given_name: 'Two', sur_name: 'One' } } },
    });
  });

  it('refuses changes in the order of the contract', async () => {
    const patch = (path: string, json: unknown) => caller.call('PATCH', path, { as, json });
    await create('ordered');
    dimail.control.outOfBand.addDomain('foreign.fr', { manager: 'admin' });
    const withTarget = (domain: string) => patch(at('ordered'), { domain });
    expect(await withTarget('foreign.fr')).toMatchObject(detail(403, 'Permission denied'));
    expect(await withTarget('sister.fr')).toMatchObject(detail(422, 'Not yet implemented'));
    const admin = await caller.bearer(ADMIN);
    const json = { domain: 'unknown.fr' };
    expect(await caller.call('PATCH', at('ordered'), { as: admin, json })).toMatchObject(
      detail(404, 'Target domain not found'),
    );
    expect(await patch(at('nobody'), { user_name: 'x' })).toMatchObject(detail(404, 'Mailbox not found'));
    expect(await patch(at('ordered'), { user_name: 'x' })).toMatchObject(detail(422, 'Not yet implemented'));
    const aliasOnly = { name: 'alias.fr', context_name: null, features: ['alias'] };
    await caller.call('POST', '/domains/', { as: REGIE, json: aliasOnly });
    expect(await patch('/domains/alias.fr/mailboxes/x', {})).toMatchObject(
      detail(422, "Feature 'mailbox' not available on the domain"),
    );
  });

  it('deletes a box on both sides, and counts each creation', async () => {
    await create('again');
    expect(await caller.call('DELETE', at('again'), { as })).toMatchObject({ status: 204, body: '' });
    expect(await caller.call('DELETE', at('again'), { as })).toMatchObject(detail(404, 'Mailbox not found'));
    expect(await create('again')).toMatchObject({ status: 201 });
    expect(dimail.control.dump().creations['again@evry.fr']).toBe(2);
  });

  it('resets a password', async () => {
    const former = Object((await create('reset')).body)['password'];
    const { status, body } = await caller.call('POST', at('reset/reset_password'), { as });
    expect(status).toBe(200);
    expect(body).toEqual({ email: 'reset@evry.fr', password: expect.stringMatching(/^[\w-]{16}$/) });
    expect(dimail.control.passwordOpens('reset@evry.fr', String(former))).toBe(false);
    expect(await caller.call('POST', at('nobody/reset_password'), { as })).toMatchObject(
      detail(404, 'Mailbox not found'),
    );
  });

  it('makes login codes with limits', async () => {
    await create('coded');
    const issue = async (json?: object) => {
      const { body } = await caller.call('POST', at('coded/code'), { as, ...(json ? { json } : {}) });
      return Object(body);
    };
    const limited = await issue({ expires_in: 600, maxuse: 2 });
    expect(limited).toMatchObject({ email: 'coded@evry.fr', expires_in: 600, maxuse: 2, nbuse: 0 });
    expect(limited.expires_at).toBeGreaterThan(Date.now() / 1000 + 590);
    const use = (code: string) => dimail.control.useCode(code).outcome;
    expect([1, 2, 3].map(() => use(limited.code))).toEqual(['opened', 'opened', 'used_up']);
    const byDefault = await issue();
    expect(byDefault).toMatchObject({ expires_in: 3600, maxuse: 1 });
    dimail.control.shiftClock(3601);
    expect(use(byDefault.code)).toBe('expired');
    expect(use('invented')).toBe('unknown');
  });
});
