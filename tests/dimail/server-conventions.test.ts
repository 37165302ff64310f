import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { ADMIN, dimailCaller, person, REGIE, webmailDomain } from '../support/dimail-caller.ts';

describe('dimail server, conventions (contract/dimail.md section 2)', () => {
  let dimail: RunningDimail;
  let caller: ReturnType<typeof dimailCaller>;
  let as: string;
  beforeAll(async () => {
    dimail = await startDimail({ port: 0 });
    caller = dimailCaller(dimail.url);
    await caller.call('POST', '/domains/', { as: REGIE, json: webmailDomain('evry.fr') });
    as = await caller.bearer(REGIE);
  });
  afterAll(() => dimail.close());

  it.each([
    ['GET', '/token', '/token/'],
    ['POST', '/users', '/users/'],
    ['POST', '/domains', '/domains/'],
    ['GET', '/allows?username=x', '/allows/?username=x'],
    ['GET', '/domains/evry.fr/', '/domains/evry.fr'],
    ['GET', '/domains/evry.fr/check/', '/domains/evry.fr/check'],
    ['GET', '/domains/evry.fr/mailboxes', '/domains/evry.fr/mailboxes/'],
    ['DELETE', '/domains/evry.fr/mailboxes/x/', '/domains/evry.fr/mailboxes/x'],
    ['POST', '/domains/evry.fr/mailboxes/x/code/', '/domains/evry.fr/mailboxes/x/code'],
    ['GET', '/v2/domains/evry.fr/mailboxes', '/v2/domains/evry.fr/mailboxes/'],
    ['POST', '/domains/evry.fr/aliases', '/domains/evry.fr/aliases/'],
  ] as const)('%s %s is sent on to %s before any authentication', async (method, path, location) => {
    const answer = await caller.call(method, path);
    expect(answer).toMatchObject({ status: 307, body: '' });
    expect(answer.headers['location']).toBe(`${dimail.url}${location}`);
  });

  it('has both spellings of some paths, unless it is strict', async () => {
    const paths = ['/domains/evry.fr/fix', '/domains/evry.fr/spec'];
    for (const path of paths) {
      expect(await caller.call('GET', path, { as: REGIE })).toMatchObject({ status: 200 });
      expect(await caller.call('GET', `${path}/`, { as: REGIE })).toMatchObject({ status: 200 });
    }
    dimail.control.configure({ strictSlash: true });
    for (const path of paths) {
      expect(await caller.call('GET', `${path}/`, { as: REGIE })).toMatchObject({ status: 307 });
    }
    expect(await caller.call('GET', '/domains/evry.fr/address/x')).toMatchObject({ status: 307 });
    const reset = '/domains/evry.fr/mailboxes/x/reset_password/';
    expect(await caller.call('POST', reset)).toMatchObject({ status: 307 });
    dimail.control.configure({ strictSlash: false });
  });

  it('does not know other paths and methods', async () => {
    expect(await caller.call('GET', '/nowhere')).toMatchObject({
      status: 404,
      body: { detail: 'Not Found' },
    });
    const answer = await caller.call('DELETE', '/token/');
    expect(answer).toMatchObject({ status: 405, body: { detail: 'Method Not Allowed' } });
    expect(answer.headers['allow']).toBe('GET');
  });

  it('reports invalid bodies as FastAPI does, every problem at once', async () => {
    const json = { features: ['webmail', 'fax'], name: 12 };
    expect(await caller.call('POST', '/domains/', { as: REGIE, json })).toMatchObject({
      status: 422,
      body: {
        detail: [
          { type: 'string_type', loc: ['body', 'name'], msg: 'Input should be a valid string', input: 12 },
          {
            type: 'enum',
            loc: ['body', 'features', 1],
            msg: "Input should be 'webmail', 'mailbox' or 'alias'",
            input: 'fax',
            ctx: { expected: "'webmail', 'mailbox' or 'alias'" },
          },
          { type: 'missing', loc: ['body', 'context_name'], msg: 'Field required', input: json },
        ],
      },
    });
  });

  it.each([
    ['no body', {}, { type: 'missing', loc: ['body'], input: null }],
    ['an array', { json: [] }, { type: 'model_attributes_type', loc: ['body'], input: [] }],
    [
      'another media type',
      { text: '{}', type: 'text/plain' },
      { type: 'model_attributes_type', input: '{}' },
    ],
  ])('refuses %s', async (_case, body, problem) => {
    const answer = await caller.call('POST', '/users/', { as: ADMIN, ...body });
    expect(answer).toMatchObject({ status: 422, body: { detail: [problem] } });
  });

  it('reads JSON before it authenticates', async () => {
    expect(await caller.call('POST', '/users/', { text: '{"name":' })).toMatchObject({
      status: 422,
      body: { detail: [{ type: 'json_invalid', msg: 'JSON decode error' }] },
    });
  });

  it('refuses null names of a mailbox, takes empty ones, ignores unknown keys', async () => {
    const path = '/domains/evry.fr/mailboxes/empty.names';
    const json = { givenName: null, surName: '', displayName: '' };
    expect(await caller.call('POST', path, { as, json })).toMatchObject({
      status: 422,
      body: { detail: [{ type: 'string_type', loc: ['body', 'givenName'], input: null }] },
    });
    const accepted = { givenName: '', surName: '', displayName: '', anything: 1 };
    expect(await caller.call('POST', path, { as, json: accepted })).toMatchObject({ status: 201 });
  });

  it('answers what it does not catch with a text', async () => {
    const path = '/domains/evry.fr/mailboxes/twice';
    await caller.call('POST', path, { as, json: person('Once', 'Twice') });
    const answer = await caller.call('POST', path, { as, json: person('Once', 'Twice') });
    expect(answer).toMatchObject({ status: 500, body: 'Internal Server Error' });
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  });

  it('keeps odd local parts as they come', async () => {
    const odd = '/domains/evry.fr/mailboxes/bad@x';
    expect(await caller.call('POST', odd, { as, json: person('Bad', 'At') })).toMatchObject({
      status: 201,
      body: { email: 'bad@x@evry.fr' },
    });
    const upper = '/domains/evry.fr/mailboxes/UPPER.Case';
    expect(await caller.call('POST', upper, { as, json: person('Up', 'Per') })).toMatchObject({
      body: { email: 'UPPER.Case@evry.fr' },
    });
  });
});
