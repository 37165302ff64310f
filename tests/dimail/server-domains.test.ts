import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { ADMIN, dimailCaller, REGIE, webmailDomain } from '../support/dimail-caller.ts';
import { eventually } from '../support/eventually.ts';

const TESTS = [
  ...['domain_exist', 'mx', 'cname_imap', 'cname_smtp', 'cname_webmail', 'spf', 'dkim'],
  ...['postfix', 'ox', 'cert', 'webmail_ok'],
];

describe('dimail server, domains (contract/dimail.md section 6)', () => {
  let dimail: RunningDimail;
  let caller: ReturnType<typeof dimailCaller>;
  const register = (name: string, json: object = webmailDomain(name), query = '') =>
    caller.call('POST', `/domains/${query}`, { as: REGIE, json });
  const check = async (name: string) =>
    (await caller.call('GET', `/domains/${name}/check`, { as: REGIE })).body;
  const fix = async (name: string) => (await caller.call('GET', `/domains/${name}/fix/`, { as: REGIE })).body;

  beforeAll(async () => {
    dimail = await startDimail({ port: 0 });
    caller = dimailCaller(dimail.url);
  });
  afterAll(() => dimail.close());

  it('creates a domain that its creator manages, and checks it in the background', async () => {
    const { status, body } = await register('evry.fr');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'evry.fr',
      state: 'new',
      valid: false,
      context_name: 'evry.fr',
      delivery: 'virtual',
      features: ['webmail', 'mailbox', 'alias'],
      mx: { ok: false, errors: [{ code: 'no_test' }] },
    });
    const as = await caller.bearer(REGIE);
    await eventually(async () => {
      const read = await caller.call('GET', '/domains/evry.fr', { as });
      expect(read).toMatchObject({ status: 200, body: { state: 'ok', valid: true, context_name: null } });
    });
    expect(dimail.control.dump().domains).toContainEqual({
      name: 'evry.fr',
      state: 'ok',
      contextName: 'evry.fr',
      managers: ['la_regie'],
    });
  });

  it('does not check a domain in the background where that is off', async () => {
    await register('unchecked.fr', webmailDomain('unchecked.fr'), '?no_check=true');
    const list = await caller.call('GET', '/domains/', { as: ADMIN });
    expect(list.body).toContainEqual(expect.objectContaining({ name: 'unchecked.fr', state: 'new' }));
  });

  it('refuses conflicts in order', async () => {
    const conflict = (detail: string) => ({ status: 409, body: { detail } });
    await register('taken.fr');
    expect(await register('taken.fr', webmailDomain('taken.fr', null))).toMatchObject(
      conflict('OX context name is mandatory for mailbox feature'),
    );
    expect(await register('taken.fr')).toMatchObject(conflict('Domain already exists'));
    dimail.control.outOfBand.removeDomain('taken.fr', { keepMapping: true });
    expect(await register('taken.fr', webmailDomain('taken.fr', 'another'))).toMatchObject(
      conflict('The domain is currently mapped to OX context taken.fr'),
    );
    dimail.control.outOfBand.addDomain('freed.fr');
    dimail.control.outOfBand.removeDomain('freed.fr');
    expect(await register('freed.fr')).toMatchObject({ status: 201 });
  });

  it('reports each test as booleans with its errors', async () => {
    await register('report.fr');
    const report = Object(await check('report.fr'));
    expect(report).toMatchObject({ name: 'report.fr', state: 'ok', valid: true });
    for (const key of TESTS) {
      const internal = ['postfix', 'ox', 'cert', 'webmail_ok'].includes(key);
      expect(report[key], key).toEqual({ ok: true, internal, errors: [] });
    }
  });

  it('finds missing DNS records when scripted, which a fix cannot mend', async () => {
    await register('dns.fr');
    dimail.control.outOfBand.scriptCheck('dns.fr', 'broken');
    const broken = {
      state: 'broken',
      valid: false,
      mx: {
        ok: false,
        internal: false,
        errors: [{ code: 'wrong_mx', detail: expect.stringContaining('dns.fr') }],
      },
      spf: { ok: false, errors: [{ code: 'no_spf' }] },
      dkim: { ok: false, errors: [{ code: 'no_dkim' }] },
      cname_imap: { ok: false, errors: [{ code: 'no_cname_imap' }] },
    };
    expect(await check('dns.fr')).toMatchObject(broken);
    expect(await fix('dns.fr')).toMatchObject(broken);
    dimail.control.outOfBand.scriptCheck('dns.fr', undefined);
    expect(await check('dns.fr')).toMatchObject({ state: 'ok' });
  });

  it('repairs internal tests for good, or not, as scripted', async () => {
    const { outOfBand } = dimail.control;
    await register('cert.fr');
    outOfBand.scriptCheck('cert.fr', 'broken_internal');
    expect(await check('cert.fr')).toMatchObject({ state: 'broken', cert: { ok: false, internal: true } });
    outOfBand.scriptFix('cert.fr', 'changes_nothing');
    expect(await fix('cert.fr')).toMatchObject({ state: 'broken' });
    outOfBand.scriptFix('cert.fr', 'repairs');
    expect(await fix('cert.fr')).toMatchObject({ state: 'ok', cert: { ok: true } });
    expect(await check('cert.fr')).toMatchObject({ state: 'ok' });
    outOfBand.scriptFix('cert.fr', { becomes: 'broken' });
    expect(await fix('cert.fr')).toMatchObject({ state: 'broken', mx: { ok: false } });
  });

  it('reports whatever a script says', async () => {
    await register('odd.fr');
    const errors = [{ code: 'no_postfix', detail: 'Absent.' }];
    const tests = { postfix: { ok: false, internal: true, errors } };
    dimail.control.outOfBand.scriptCheck('odd.fr', { tests, members: { valid: 'false', extra: 1 } });
    const report = Object(await check('odd.fr'));
    expect(report).toMatchObject({ state: 'broken', valid: 'false', extra: 1, postfix: tests.postfix });
    expect(report).not.toHaveProperty('mx');
  });

  it('can find every new domain broken', async () => {
    dimail.control.configure({ defaultCheck: 'broken' });
    await register('unlucky.fr');
    expect(await check('unlucky.fr')).toMatchObject({ state: 'broken', mx: { ok: false } });
    dimail.control.configure({ defaultCheck: 'ok' });
  });

  it('specifies the records to publish, in order, as features require', async () => {
    await register('spec.fr');
    const spec = async (name: string) =>
      (await caller.call('GET', `/domains/${name}/spec/`, { as: REGIE })).body;
    expect(await spec('spec.fr')).toEqual([
      { target: '', type: 'mx', value: 'mx.ox.numerique.gouv.fr.' },
      {
        target: 'dimail._domainkey',
        type: 'txt',
        value: expect.stringMatching(/^v=DKIM1; h=sha256; k=rsa; p=/),
      },
      { target: 'imap', type: 'cname', value: 'imap.ox.numerique.gouv.fr.' },
      { target: 'smtp', type: 'cname', value: 'smtp.ox.numerique.gouv.fr.' },
      { target: '', type: 'txt', value: 'v=spf1 include:_spf.ox.numerique.gouv.fr -all' },
      { target: 'webmail', type: 'cname', value: 'webmail.ox.numerique.gouv.fr.' },
    ]);
    await register('alias.fr', { name: 'alias.fr', context_name: null, features: ['alias'] });
    expect(await spec('alias.fr')).toHaveLength(4);
  });
});
