import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../dev/dimail/control/fault-queue.ts';
import { jean, openDimail } from '../support/dimail-client-setup.ts';

const unavailable = { code: 'mail_provisioner.unavailable' };
const unexpected = { code: 'mail_provisioner.unexpected' };

describe('dimail client, faults', () => {
  let dimail: Awaited<ReturnType<typeof openDimail>>;
  const fail = (fault: Fault, path = '*/check') => dimail.control.injectFault({ path, fault });
  const check = () => dimail.provisioner.checkDomain('evry.fr');
  const create = () => dimail.provisioner.createMailbox(jean);

  beforeEach(async () => {
    dimail = await openDimail({ timeoutMs: 400 });
  });
  afterEach(() => dimail.close());

  it.each<[string, Fault, object]>([
    ['an uncaught failure', { kind: 'internal_error' }, unavailable],
    ['a proxy without a server', { kind: 'bad_gateway' }, unavailable],
    ['a lost request', { kind: 'lost_request' }, unavailable],
    ['a lost answer', { kind: 'lost_answer' }, unavailable],
    ['silence', { kind: 'timeout' }, unavailable],
    ['a redirect to http', { kind: 'insecure_redirect' }, unexpected],
    ['a refusal', { kind: 'denied' }, { code: 'mail_provisioner.forbidden' }],
    ['too many requests', { kind: 'answer', status: 429 }, unavailable],
    ['a JSON 500', { kind: 'answer', status: 500, json: { detail: 'Internal server error' } }, unavailable],
    ['a conflict', { kind: 'answer', status: 409, json: { detail: 'no' } }, unexpected],
    ['a body that is not JSON', { kind: 'answer', status: 200, text: 'fine' }, unexpected],
    ['a body of another shape', { kind: 'answer', status: 200, json: [] }, unexpected],
    ['an empty body', { kind: 'answer', status: 200 }, unexpected],
  ])('reports %s, and the next call works', async (_fault, fault, error) => {
    fail(fault);
    await expect(check()).rejects.toMatchObject(error);
    await expect(check()).resolves.toMatchObject({ isReady: true });
  });

  it('gives up on a body that never ends', async () => {
    const headers = { 'content-length': '1000' };
    fail({ kind: 'answer', status: 200, text: '{"state":', headers });
    await expect(check()).rejects.toMatchObject(unavailable);
  });

  it('reports a server that is not there', async () => {
    const gone = await openDimail();
    await gone.close();
    const absent = await openDimail({ baseUrl: gone.url });
    await expect(absent.provisioner.checkDomain('evry.fr')).rejects.toMatchObject(unavailable);
    await absent.close();
  });

  it('does not repeat a lost creation, which was made', async () => {
    fail({ kind: 'lost_answer' }, '*/mailboxes/*');
    await expect(create()).rejects.toMatchObject(unavailable);
    expect(dimail.control.dump().creations).toEqual({ 'jean@evry.fr': 1 });
    await expect(create()).resolves.toEqual({ outcome: 'address_taken' });
  });

  it.each([['lost_request'], ['timeout'], ['bad_gateway']] as const)(
    'does not make a creation whose request met %s',
    async (kind) => {
      fail({ kind }, '*/mailboxes/*');
      await expect(create()).rejects.toMatchObject(unavailable);
      await expect(create()).resolves.toMatchObject({ outcome: 'created' });
      expect(dimail.control.dump().creations).toEqual({ 'jean@evry.fr': 1 });
    },
  );

  it('asks for the explanation of a 500 on a connection that still works', async () => {
    await create();
    const outcome = await dimail.provisioner.createMailbox({ ...jean, localPart: 'jv' });
    expect(outcome).toEqual({ outcome: 'name_taken', holder: 'jean@evry.fr' });
    expect(dimail.seen().slice(-2)).toEqual([
      'POST /domains/evry.fr/mailboxes/jv 500',
      'GET /domains/evry.fr/address/jv/ 200',
    ]);
    expect(dimail.seen()).not.toContainEqual(expect.stringMatching(/reset$/));
  });

  it('compares the address that bears a name ignoring case', async () => {
    fail({ kind: 'internal_error' }, '*/mailboxes/*');
    fail({ kind: 'answer', status: 200, json: { ox_primary_email: 'JEAN@Evry.fr' } }, '*/address/*');
    await expect(create()).resolves.toEqual({ outcome: 'address_taken' });
  });

  it('knows a disabled box by its address', async () => {
    await create();
    dimail.control.outOfBand.modifyMailbox('jean@evry.fr', { names: null, active: 'no' });
    await expect(create()).resolves.toEqual({ outcome: 'address_taken' });
  });

  it.each<[string, Fault | undefined]>([
    ['does not know the address', undefined],
    ['knows an alias only', { kind: 'answer', status: 200, json: { is_alias: true, ox_primary_email: '' } }],
    ['fails too', { kind: 'internal_error' }],
    ['is lost', { kind: 'lost_request' }],
    ['refuses', { kind: 'denied' }],
    ['says something else', { kind: 'answer', status: 200, text: 'what?' }],
  ])('takes a 500 for an outage when the explanation %s', async (_case, fault) => {
    dimail.control.injectFault({ method: 'POST', fault: { kind: 'internal_error' } });
    if (fault) {
      fail(fault, '*/address/*');
    }
    await expect(create()).rejects.toMatchObject(unavailable);
    await expect(create()).resolves.toMatchObject({ outcome: 'created' });
  });

  it('takes a 409 for a taken address', async () => {
    dimail.control.configure({ duplicates: 'conflict' });
    await create();
    await expect(create()).resolves.toEqual({ outcome: 'address_taken' });
    expect(dimail.seen()).not.toContainEqual(expect.stringContaining('/address/'));
  });

  it.each<[string, Fault, string]>([
    ['a sentence', { kind: 'answer', status: 412, json: { detail: 'Quota reached' } }, 'Quota reached'],
    [
      'a list of problems',
      {
        kind: 'answer',
        status: 422,
        json: { detail: [{ type: 'x', loc: ['body', 'surName'], msg: 'Too long', input: 'Valjean' }] },
      },
      'surName: Too long',
    ],
    ['nothing', { kind: 'answer', status: 400, text: 'no' }, 'refused with status 400'],
  ])('quotes the reason of a refusal given as %s', async (_form, fault, reason) => {
    fail(fault, '*/mailboxes/*');
    await expect(create()).resolves.toEqual({ outcome: 'refused', reason });
  });

  it.each([
    ['a number', '17', 17],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString(), 3600],
  ])('passes on a Retry-After that is %s', async (_form, value, seconds) => {
    fail({ kind: 'answer', status: 503, headers: { 'retry-after': value } });
    const error: unknown = await check().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(unavailable);
    const delay = Number(Object(error)['retryAfterSeconds']);
    expect(delay).toBeLessThanOrEqual(seconds);
    expect(delay).toBeGreaterThan(seconds - 15);
  });

  it('tells an absent mailbox from an absent domain or path', async () => {
    const find = () => dimail.provisioner.findMailbox(jean);
    await expect(find()).resolves.toBeUndefined();
    for (const detail of ['Domain not found', 'Not Found']) {
      fail({ kind: 'answer', status: 404, json: { detail } }, '*/mailboxes/*');
      await expect(find()).rejects.toMatchObject({ code: 'mail_provisioner.not_found' });
    }
    fail({ kind: 'answer', status: 200, json: { type: 'alias', email: 'jean@evry.fr' } }, '*/mailboxes/*');
    await expect(find()).resolves.toBeUndefined();
  });

  it('tells an absent alias from a page that knows nothing of aliases', async () => {
    const alias = { domain: 'evry.fr', localPart: 'contact', destination: 'ana@ailleurs.fr' };
    const remove = () => dimail.provisioner.removeAlias(alias);
    await expect(remove()).resolves.toEqual({ outcome: 'absent' });
    for (const text of ['<html>Not Found</html>', '', '{}']) {
      fail({ kind: 'answer', status: 404, text }, '*/aliases/*');
      await expect(remove()).rejects.toMatchObject(unexpected);
    }
  });

  it('finds a mailbox without names', async () => {
    dimail.control.outOfBand.addMailbox({ email: 'contact@evry.fr' });
    const found = await dimail.provisioner.findMailbox({ domain: 'evry.fr', localPart: 'contact' });
    expect(found).toEqual({ email: 'contact@evry.fr', firstName: null, lastName: null });
  });

  it('accepts a login code created with 201', async () => {
    fail({ kind: 'answer', status: 201, json: { code: 'abc' } }, '*/code');
    const limits = { expiresInSeconds: 60, maxUses: 1 };
    await expect(dimail.provisioner.issueLoginCode(jean, limits)).resolves.toEqual({ code: 'abc' });
  });

  it('keeps a report as it came', async () => {
    const report = { state: 'ok', valid: 'true', mx: { ok: 'true', errors: [] }, new_test: { ok: false } };
    fail({ kind: 'answer', status: 200, json: report });
    expect((await check()).raw).toEqual(report);
  });
});
