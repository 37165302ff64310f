import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { dimailCaller, person, REGIE, webmailDomain } from '../support/dimail-caller.ts';

describe('dimail server, control API', () => {
  let dimail: RunningDimail;
  let caller: ReturnType<typeof dimailCaller>;
  let as: string;
  const control = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, json?: unknown) =>
    caller.call(method, `/__control__${path}`, json === undefined ? {} : { json });
  const check = () => caller.call('GET', '/domains/evry.fr/check', { as: REGIE });

  beforeAll(async () => {
    dimail = await startDimail({ port: 0 });
    caller = dimailCaller(dimail.url);
    await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('evry.fr') });
    as = await caller.bearer(REGIE);
  });
  beforeEach(() => control('DELETE', '/requests'));
  afterAll(() => dimail.close());

  it('shows the state and the requests, without secrets', async () => {
    const json = person('Jean', 'Valjean');
    const { body } = await caller.call('POST', '/domains/evry.fr/mailboxes/jean', { as, json });
    const state = await control('GET', '/state');
    expect(state).toMatchObject({
      status: 200,
      body: {
        domains: [{ name: 'evry.fr', contextName: 'evry.fr', managers: ['la_regie'] }],
        mailboxes: [{ email: 'jean@evry.fr', creations: 1, passwordResets: 0, displayName: 'Jean Valjean' }],
        creations: { 'jean@evry.fr': 1 },
      },
    });
    const requests = await control('GET', '/requests');
    expect(requests.body).toEqual({
      requests: [
        { at: expect.any(String), method: 'POST', path: '/domains/evry.fr/mailboxes/jean', outcome: 201 },
      ],
      peakConcurrency: 1,
    });
    const password = String(Object(body)['password']);
    expect(JSON.stringify([state, requests])).not.toContain(password);
    const opens = await control('POST', '/passwords/test', { email: 'jean@evry.fr', password });
    expect(opens).toMatchObject({ status: 200, body: { opens: true } });
    const shut = await control('POST', '/passwords/test', { email: 'jean@evry.fr', password: 'x' });
    expect(shut.body).toEqual({ opens: false });
  });

  it('goes down and comes back, and can still be controlled in between', async () => {
    expect(await control('PATCH', '/switches', { down: true })).toMatchObject({ body: { down: true } });
    await expect(check()).rejects.toThrow();
    expect(await control('GET', '/state')).toMatchObject({ status: 200 });
    await control('PATCH', '/switches', { down: false });
    expect(await check()).toMatchObject({ status: 200 });
    expect((await control('GET', '/requests')).body).toMatchObject({
      requests: [{ outcome: 'reset' }, { outcome: 200 }],
    });
  });

  it('cuts the requests under way when it goes down', async () => {
    await control('PUT', '/latency', { path: '*/check', delay: 60_000 });
    const pending = expect(check()).rejects.toThrow();
    await expect.poll(() => dimail.control.requests().length).toBe(1);
    await control('PATCH', '/switches', { down: true });
    await pending;
    await control('PATCH', '/switches', { down: false });
    await control('DELETE', '/latency');
    expect(await check()).toMatchObject({ status: 200 });
  });

  it('makes the next calls fail, as often as asked', async () => {
    await control('POST', '/faults', {
      method: 'GET',
      path: '*/check',
      count: 2,
      fault: { kind: 'bad_gateway' },
    });
    expect(await caller.call('GET', '/token/', { as: REGIE })).toMatchObject({ status: 200 });
    expect([await check(), await check(), await check()].map(({ status }) => status)).toEqual([
      502, 502, 200,
    ]);
    const answer = { kind: 'answer', status: 429, headers: { 'retry-after': '5' }, json: { detail: 'slow' } };
    await control('POST', '/faults', { fault: answer });
    expect(await check()).toMatchObject({
      status: 429,
      body: { detail: 'slow' },
      headers: { 'retry-after': '5' },
    });
    await control('POST', '/faults', { fault: { kind: 'lost_request' }, count: 5 });
    await control('DELETE', '/faults');
    expect(await check()).toMatchObject({ status: 200 });
  });

  it('carries out a call whose answer it loses, and not one whose request it loses', async () => {
    const post = (name: string) => {
      const json = person('Lost', name);
      return caller.call('POST', `/domains/evry.fr/mailboxes/${name}`, { as, json });
    };
    await control('POST', '/faults', { method: 'POST', fault: { kind: 'lost_answer' } });
    await expect(post('made')).rejects.toThrow();
    await control('POST', '/faults', { method: 'POST', fault: { kind: 'lost_request' } });
    await expect(post('unmade')).rejects.toThrow();
    expect(dimail.control.dump().creations).toMatchObject({ 'made@evry.fr': 1 });
    expect(dimail.control.dump().creations).not.toHaveProperty('unmade@evry.fr');
  });

  it('takes its time', async () => {
    await control('PUT', '/latency', { method: 'GET', path: '*/check', delay: { min: 60, max: 80 } });
    const began = performance.now();
    await check();
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
    await control('DELETE', '/latency');
  });

  it('scripts the checks and repairs of a domain', async () => {
    await control('PUT', '/domains/evry.fr/check', 'broken_internal');
    await control('PUT', '/domains/evry.fr/fix', 'changes_nothing');
    const fix = () => caller.call('GET', '/domains/evry.fr/fix/', { as: REGIE });
    expect(await fix()).toMatchObject({ body: { state: 'broken' } });
    await control('PUT', '/domains/evry.fr/fix', { becomes: 'ok' });
    expect(await fix()).toMatchObject({ body: { state: 'ok' } });
    await control('PUT', '/domains/evry.fr/check', 'broken');
    expect(await check()).toMatchObject({ body: { state: 'broken' } });
    await control('DELETE', '/domains/evry.fr/check');
    expect(await check()).toMatchObject({ body: { state: 'ok' } });
  });

  it('changes domains, mailboxes and aliases out of band', async () => {
    const names = person('Out', 'Band');
    await control('POST', '/domains', { name: 'added.fr' });
    expect(await control('POST', '/mailboxes', { email: 'x@added.fr', names })).toMatchObject({
      status: 204,
    });
    await control('PATCH', '/mailboxes/x@added.fr', { active: 'no', names: null });
    await control('PUT', '/aliases', { localPart: 'a', domain: 'added.fr', destination: 'x@added.fr' });
    expect((await control('GET', '/state')).body).toMatchObject({
      mailboxes: expect.arrayContaining([
        expect.objectContaining({ email: 'x@added.fr', active: 'no', displayName: null }),
      ]),
      aliases: [{ localPart: 'a', domain: 'added.fr', destination: 'x@added.fr', allowToSend: false }],
    });
    await control('DELETE', '/aliases', { localPart: 'a', domain: 'added.fr', destination: 'x@added.fr' });
    await control('DELETE', '/mailboxes/x@added.fr');
    await control('DELETE', '/domains/added.fr', {});
    expect(dimail.control.dump().aliases).toEqual([]);
    expect(dimail.control.dump().domains.map(({ name }) => name)).toEqual(['evry.fr']);
  });

  it('uses login codes and moves the clock', async () => {
    const json = person('With', 'Code');
    await caller.call('POST', '/domains/evry.fr/mailboxes/coded', { as, json });
    const { body } = await caller.call('POST', '/domains/evry.fr/mailboxes/coded/code', {
      as,
      json: { expires_in: 60, maxuse: 5 },
    });
    const use = async () => (await control('POST', '/codes/use', { code: Object(body)['code'] })).body;
    expect(await use()).toEqual({ outcome: 'opened', email: 'coded@evry.fr' });
    await control('POST', '/clock', { seconds: 61 });
    expect(await use()).toEqual({ outcome: 'expired' });
  });

  it.each([
    ['POST', '/faults', { fault: { kind: 'invented' } }],
    ['PATCH', '/switches', { unknown: true }],
    ['DELETE', '/mailboxes/nobody@evry.fr', undefined],
  ] as const)('says what is wrong with %s %s', async (method, path, json) => {
    const answer = await control(method, path, json);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/.{10}/) } });
  });

  it('does not know other operations', async () => {
    expect(await control('GET', '/nothing')).toMatchObject({ status: 404 });
  });
});
