import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REGIE_CREDENTIALS } from '../../dev/dimail/state/seed-accounts.ts';
import { MemorySharedSlots } from '../../src/adapters/memory/shared/memory-shared-slots.ts';
import { DimailMailProvisioner } from '../../src/adapters/provisioning/dimail/dimail-mail-provisioner.ts';
import { jean, openDimail } from '../support/dimail-client-setup.ts';
import { eventually } from '../support/eventually.ts';

const unexpected = { code: 'mail_provisioner.unexpected' };

describe('dimail client, requests', () => {
  let dimail: Awaited<ReturnType<typeof openDimail>>;
  beforeEach(async () => {
    dimail = await openDimail();
  });
  afterEach(() => dimail.close());

  it('calls the spellings that the reference calls', async () => {
    const { provisioner } = dimail;
    await provisioner.registerDomain('new.fr');
    await provisioner.checkDomain('new.fr');
    await provisioner.repairDomain('new.fr');
    await provisioner.expectedDnsRecords('new.fr');
    await provisioner.createMailbox(jean);
    await provisioner.findMailbox(jean);
    await provisioner.resetPassword(jean);
    await provisioner.issueLoginCode(jean, { expiresInSeconds: 60, maxUses: 1 });
    expect(dimail.seen()).toEqual([
      'POST /domains/ 201',
      'GET /domains/new.fr/check 200',
      'GET /domains/new.fr/fix/ 200',
      'GET /domains/new.fr/spec/ 200',
      'GET /token/ 200',
      'POST /domains/evry.fr/mailboxes/jean 201',
      'GET /domains/evry.fr/mailboxes/jean 200',
      'POST /domains/evry.fr/mailboxes/jean/reset_password/ 200',
      'POST /domains/evry.fr/mailboxes/jean/code 200',
    ]);
  });

  it.each([
    ['bad@x', 'bad%40x'],
    ['a b', 'a%20b'],
    ['a?b=c#d', 'a%3Fb%3Dc%23d'],
    ['a+b', 'a%2Bb'],
    ['a%2Fb', 'a%252Fb'],
    ['é', '%C3%A9'],
    ['a;b', 'a%3Bb'],
    ['a\\b', 'a%5Cb'],
  ])('encodes the local part %j', async (localPart, encoded) => {
    await expect(dimail.provisioner.createMailbox({ ...jean, localPart })).resolves.toMatchObject({
      outcome: 'created',
    });
    expect(dimail.seen()).toContain(`POST /domains/evry.fr/mailboxes/${encoded} 201`);
    expect(dimail.control.dump().mailboxes).toMatchObject([{ email: `${localPart}@evry.fr` }]);
    await expect(dimail.provisioner.findMailbox({ ...jean, localPart })).resolves.toMatchObject({
      email: `${localPart}@evry.fr`,
    });
  });

  it.each([['..'], ['.'], [''], ['../../users/x'], ['jean/reset_password'], ['\uD800']])(
    'sends nothing about a thing named %j, which would be another resource',
    async (name) => {
      const { provisioner } = dimail;
      const unknown = { code: 'mail_provisioner.not_found' };
      await expect(provisioner.createMailbox({ ...jean, localPart: name })).rejects.toMatchObject(unknown);
      await expect(provisioner.findMailbox({ ...jean, domain: name })).rejects.toMatchObject(unknown);
      await expect(provisioner.checkDomain(name)).rejects.toMatchObject(unknown);
      expect(dimail.seen()).toEqual([]);
    },
  );

  it('follows one redirect within the server for calls that may be repeated', async () => {
    dimail.control.configure({ strictSlash: true });
    await expect(dimail.provisioner.repairDomain('evry.fr')).resolves.toMatchObject({ isReady: true });
    await dimail.provisioner.createMailbox(jean);
    const { password } = await dimail.provisioner.resetPassword(jean);
    expect(dimail.control.passwordOpens('jean@evry.fr', password)).toBe(true);
    expect(dimail.seen().slice(0, 2)).toEqual([
      'GET /domains/evry.fr/fix/ 307',
      'GET /domains/evry.fr/fix 200',
    ]);
  });

  it('does not go round in circles', async () => {
    const headers = { location: '/domains/evry.fr/check' };
    const fault = { kind: 'answer', status: 308, headers } as const;
    dimail.control.injectFault({ path: '*/check', fault, count: 9 });
    await expect(dimail.provisioner.checkDomain('evry.fr')).rejects.toMatchObject(unexpected);
    expect(dimail.seen()).toHaveLength(2);
  });

  it('does not follow a redirect of a creation', async () => {
    const headers = { location: '/domains/evry.fr/mailboxes/jean' };
    dimail.control.injectFault({ method: 'POST', fault: { kind: 'answer', status: 307, headers } });
    await expect(dimail.provisioner.createMailbox(jean)).rejects.toMatchObject(unexpected);
    expect(dimail.control.dump().mailboxes).toEqual([]);
  });

  it.each([[301], [302], [303]])('does not follow a %d', async (status) => {
    const headers = { location: '/domains/evry.fr/check' };
    dimail.control.injectFault({ path: '*/check', fault: { kind: 'answer', status, headers } });
    await expect(dimail.provisioner.checkDomain('evry.fr')).rejects.toMatchObject(unexpected);
    expect(dimail.seen()).toHaveLength(1);
  });

  it('does not take its credentials to another server or scheme', async () => {
    const other = await openDimail();
    const elsewhere = [
      `${other.url}/domains/evry.fr/check`,
      dimail.url.replace('http:', 'https:'),
      'http://[unreadable',
    ];
    for (const location of elsewhere) {
      const fault = { kind: 'answer', status: 307, headers: { location } } as const;
      dimail.control.injectFault({ path: '*/check', fault });
      await expect(dimail.provisioner.checkDomain('evry.fr')).rejects.toMatchObject(unexpected);
    }
    expect(dimail.seen().every((line) => line.endsWith(' 307'))).toBe(true);
    expect(dimail.seen()).toHaveLength(elsewhere.length);
    expect(other.seen()).toEqual([]);
    await other.close();
  });

  it('takes a base address with a path', async () => {
    const seen: string[] = [];
    const proxy: Server = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.setHeader('content-type', 'application/json').end('{"state":"ok"}');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/api/`;
    const options = { baseUrl, credentials: 'eDp5', timeoutMs: 2000, maxConcurrentCalls: 1 };
    const provisioner = new DimailMailProvisioner({ ...options, clock: { now: () => new Date() } });
    await expect(provisioner.checkDomain('evry.fr')).resolves.toEqual({
      isReady: true,
      tests: [],
      raw: { state: 'ok' },
    });
    expect(seen).toEqual(['/api/domains/evry.fr/check']);
    await provisioner.close();
    proxy.close();
  });

  it('waits for the calls under way when it closes, and takes no more', async () => {
    dimail.control.setLatency(50);
    const check = dimail.provisioner.checkDomain('evry.fr');
    await eventually(() => expect(dimail.seen()).toHaveLength(1));
    await dimail.provisioner.close();
    await expect(check).resolves.toMatchObject({ isReady: true });
    await expect(dimail.provisioner.checkDomain('evry.fr')).rejects.toMatchObject({
      code: 'mail_provisioner.unavailable',
    });
  });
});

describe('dimail client, concurrency', () => {
  it('has no more requests open than allowed, and serves all callers', async () => {
    const dimail = await openDimail({ maxConcurrentCalls: 3 });
    dimail.control.setLatency({ min: 5, max: 15 });
    const people = Array.from({ length: 20 }, (_, i) => ({
      ...jean,
      localPart: `jean${i}`,
      lastName: `V${i}`,
    }));
    const outcomes = await Promise.all(people.map((mailbox) => dimail.provisioner.createMailbox(mailbox)));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect(dimail.control.peakConcurrency).toBe(3);
    await dimail.close();
  });

  it('has no more requests open than all processes together may, lists included', async () => {
    const taken = new Set<number>();
    const dimail = await openDimail({ maxConcurrentCalls: 3, sharedSlots: new MemorySharedSlots(2, taken) });
    const other = new DimailMailProvisioner({
      baseUrl: dimail.url,
      credentials: REGIE_CREDENTIALS,
      timeoutMs: 5000,
      maxConcurrentCalls: 3,
      sharedSlots: new MemorySharedSlots(2, taken),
      clock: { now: () => new Date() },
    });
    dimail.control.setLatency({ min: 5, max: 15 });
    const calls = [dimail.provisioner, other].flatMap((provisioner) => [
      provisioner.readAliases('evry.fr', async () => undefined),
      ...Array.from({ length: 6 }, () => provisioner.checkDomain('evry.fr')),
    ]);
    await Promise.all(calls);
    expect(dimail.control.peakConcurrency).toBe(2);
    expect(taken.size).toBe(0);
    await other.close();
    await dimail.close();
  });

  it('does not wait for a place that other processes have longer than for an answer', async () => {
    const sharedSlots = new MemorySharedSlots(1);
    const dimail = await openDimail({ timeoutMs: 150, sharedSlots });
    const held = await sharedSlots.take();
    const unavailable = { code: 'mail_provisioner.unavailable' };
    await expect(dimail.provisioner.checkDomain('evry.fr')).rejects.toMatchObject(unavailable);
    expect(dimail.seen()).toEqual([]);
    await held?.release();
    await expect(dimail.provisioner.expectedDnsRecords('evry.fr')).resolves.toBeDefined();
    await dimail.close();
  });

  it('takes an outage of what counts the places for one of the mail service', async () => {
    const take = () => Promise.reject(new Error('connection lost'));
    const dimail = await openDimail({ sharedSlots: { take } });
    const unavailable = { code: 'mail_provisioner.unavailable' };
    await expect(dimail.provisioner.checkDomain('evry.fr')).rejects.toMatchObject(unavailable);
    await dimail.close();
  });

  it('does not wait for its turn longer than for an answer', async () => {
    const dimail = await openDimail({ maxConcurrentCalls: 1, timeoutMs: 150 });
    dimail.control.injectFault({ path: '*/check', fault: { kind: 'timeout' }, count: 9 });
    const results = await Promise.allSettled([1, 2, 3].map(() => dimail.provisioner.checkDomain('evry.fr')));
    const lost = { status: 'rejected', reason: { code: 'mail_provisioner.unavailable' } };
    expect(results).toMatchObject([lost, lost, lost]);
    await dimail.close();
  });
});
