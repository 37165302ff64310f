import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MemoryMailProvisioner } from '../../src/adapters/memory/provisioning/memory-mail-provisioner.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import type { CreateMailboxOutcome } from '../../src/application/provisioning/mail-provisioner.ts';
import type { Adapters } from '../../src/infrastructure/container/inputs/adapters.ts';
import { readRelease } from '../../src/infrastructure/release.ts';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';
import { eventually } from '../support/eventually.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';
import { keepEvents } from './kept-events.ts';
import { keepLines } from './log-lines.ts';

let application: ApplicationHere;
let url: string;
let surroundings: ApplicationHere['surroundings'];

beforeAll(async () => {
  application = await openApplicationHere();
  ({ url, surroundings } = application);
});
afterEach(() => application?.stop());
afterAll(() => application?.close());

/** What an adapter might throw, with everything in it that must not leave the process. */
const leakyError = () =>
  Object.assign(
    new TypeError(
      'cannot read https://u:S3cr3t@dimail.example/x?token=S3cr3t of Authorization: Bearer S3cr3t',
    ),
    {
      headers: { cookie: 'people_sessionid=S3cr3t', authorization: 'Bearer S3cr3t' },
      password: 'S3cr3t',
    },
  );

const brokenOrganizations: Partial<Adapters> = {
  organizationQueries: {
    find: () => Promise.reject(leakyError()),
    page: () => Promise.reject(leakyError()),
    registrationIds: () => Promise.reject(leakyError()),
    domains: () => Promise.reject(leakyError()),
  },
};

/** Takes domains as usual, and has a bug when it comes to mailboxes. */
class BrokenMailProvisioner extends MemoryMailProvisioner {
  failures = 0;

  override createMailbox(): Promise<CreateMailboxOutcome> {
    this.failures += 1;
    return Promise.reject(leakyError());
  }
}

/** The whole application, whose error reports and log are kept. `end` stops it, so that nothing is on its way any more. */
async function start(adapters: Partial<Adapters> = {}) {
  const kept = keepEvents();
  const log = keepLines();
  await application.start(
    {
      SENTRY_DSN: 'https://publickey@sentry.example.fr/42',
      MAIL_PROVISIONING_WAIT: '0.2',
      LOGGING_LEVEL_LOGGERS_ROOT: 'INFO',
    },
    { adapters, sentryTransport: kept.transport, logDestination: log.destination },
  );
  return {
    ...kept,
    log,
    summaries: (path: string) =>
      log.entries().filter(({ Type, Fields }) => Type === 'request.summary' && Fields['path'] === path),
    end: async () => {
      await application.stop();
      return kept.events();
    },
  };
}

/** No cookie, token or password of this person, and nothing of `leakyError`, may appear anywhere. */
function expectNoSecret({ jar }: SignedIn, told: readonly string[]): void {
  const all = told.join('\n');
  const secrets = [jar.get(url, 'people_sessionid'), jar.get(url, 'csrftoken'), 'S3cr3t'];
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    expect(all).not.toContain(secret);
  }
}

const someId = '5f3f5d0c-1f63-4a3e-9f3c-2b8a4f0b7a11';
let domains = 0;

async function createDomain({ regie }: SignedIn): Promise<string> {
  domains += 1;
  const name = `events-${domains}.example.fr`;
  const { slug } = await regie.mailDomains.create.mutate({ name, supportEmail: `s@${name}` });
  // Where it takes longer than a request waits here, it is enabled a little later.
  await eventually(async () =>
    expect(await regie.mailDomains.get.query({ slug })).toMatchObject({ status: 'enabled' }),
  );
  return slug;
}

const createMailbox = ({ rest }: SignedIn, slug: string) =>
  rest('POST', `mail-domains/${slug}/mailboxes/`, {
    first_name: 'Ada',
    last_name: 'Lovelace',
    local_part: 'ada',
    secondary_email: 'ada@perso.example',
  });

describe('a bug', () => {
  it('in a REST request is one event, that the summary of the request does not repeat', async () => {
    const { end, envelopes, log, summaries } = await start(brokenOrganizations);
    const person = await signIn(url);
    const path = `organizations/${someId}/`;
    const answer = await person.rest('GET', `${path}?q=S3cr3t&token=S3cr3t`, undefined, {
      'x-request-id': 'req-of-the-bug',
      authorization: 'Basic S3cr3t',
    });
    expect(answer).toMatchObject({
      status: 500,
      body: { detail: expect.any(String), code: 'server_error' },
    });
    const events = await end();
    expect(events).toMatchObject([
      {
        environment: 'dev',
        release: readRelease(),
        tags: { application: 'backend', request_id: 'req-of-the-bug', logger: 'regie' },
        exception: { values: [{ type: 'TypeError' }] },
      },
    ]);
    expect(summaries(`/api/v1.0/${path}`)).toMatchObject([
      { Severity: 3, Fields: { rid: 'req-of-the-bug', code: 500, errno: 500, uid: expect.any(String) } },
    ]);
    const failures = log.entries().filter(({ Fields }) => 'traceback' in Fields);
    expect(failures).toMatchObject([{ Type: 'regie', Fields: { rid: 'req-of-the-bug' } }]);
    expectNoSecret(person, [...envelopes, ...log.lines, JSON.stringify(answer.body)]);
  });

  it('in a tRPC call is one event, and another in another call of the same batch', async () => {
    const { end, envelopes, log } = await start(brokenOrganizations);
    const person = await signIn(url);
    await expect(person.regie.organizations.get.query({ id: someId })).rejects.toMatchObject({
      message: 'Internal server error',
      data: { code: 'INTERNAL_SERVER_ERROR' },
    });
    const input = encodeURIComponent(JSON.stringify({ 0: { id: someId }, 1: { id: someId } }));
    const batch = await fetch(
      `${url}/trpc/organizations.get,organizations.get,users.me?batch=1&input=${input}`,
      { headers: { cookie: person.jar.header(new URL(url)), 'x-request-id': 'req-of-the-batch' } },
    );
    expect(await batch.json()).toMatchObject([{ error: {} }, { error: {} }, { result: {} }]);
    const events = await end();
    expect(events).toHaveLength(3);
    expect(new Set(events.map(({ tags }) => tags['application']))).toEqual(new Set(['backend']));
    expect(events.filter(({ tags }) => tags['request_id'] === 'req-of-the-batch')).toHaveLength(2);
    expectNoSecret(person, [...envelopes, ...log.lines]);
  });

  it('in a job is an event for each time it is tried, and none for the request that caused it', async () => {
    const mailProvisioner = new BrokenMailProvisioner({ clock: systemClock });
    const { end, envelopes, events: sent, log } = await start({ mailProvisioner });
    const person = await signIn(url);
    const slug = await createDomain(person);
    expect(await createMailbox(person, slug)).toMatchObject({ status: 201, body: { status: 'pending' } });
    // The queue tries again after e seconds.
    await eventually(() => expect(sent().length).toBeGreaterThan(1), { interval: 100 });
    const events = await end();
    expect(events).toHaveLength(mailProvisioner.failures);
    for (const event of events) {
      expect(event).toMatchObject({
        tags: { application: 'backend', logger: 'regie' },
        extra: { job: 'provision_mailbox', log_message: 'job failed' },
        exception: { values: [{ type: 'TypeError' }] },
      });
      expect(event.tags).not.toHaveProperty('request_id');
    }
    expect(log.entries().filter(({ Fields }) => Fields['msg'] === 'job failed')).toHaveLength(events.length);
    expectNoSecret(person, [...envelopes, ...log.lines]);
    await surroundings.database.pool.query(`DELETE FROM mailbox`);
  });
});

describe('what is no bug makes no event', () => {
  it('refusals', async () => {
    const { end } = await start();
    const person = await signIn(url);
    const slug = await createDomain(person);
    const name = `events-${domains}.example.fr`;
    const statuses = [
      await fetch(`${url}/api/v1.0/users/me/`),
      await fetch(`${url}/api/v1.0/nothing/`),
      await person.rest('GET', 'mail-domains/%E0%A4%A/'),
      await person.rest('POST', 'mail-domains/', { name, support_email: 'not an address' }),
      await person.rest('POST', 'mail-domains/', { name, support_email: `s@${name}` }),
      await person.rest('DELETE', `mail-domains/${slug}/`),
      await person.rest('POST', `mail-domains/${slug}/fetch/`, undefined, { 'x-csrftoken': 'wrong' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 404, 400, 400, 400, 405, 403]);
    for (const [ask, code] of [
      [() => person.regie.mailDomains.get.query({ slug: 'unknown' }), 'NOT_FOUND'],
      [() => person.regie.organizations.get.query({ id: 'no id' }), 'BAD_REQUEST'],
      [() => person.regie.mailDomains.create.mutate({ name, supportEmail: `s@${name}` }), 'CONFLICT'],
    ] as const) {
      await expect(ask()).rejects.toMatchObject({ data: { code } });
    }
    expect(await end()).toEqual([]);
  });

  it('outages of other systems', async () => {
    const mailProvisioner = new MemoryMailProvisioner({ clock: systemClock });
    const { end, log } = await start({ mailProvisioner });
    surroundings.openid.faults.takeDown();
    expect((await fetch(`${url}/api/v1.0/authenticate/`, { redirect: 'manual' })).status).toBe(503);
    surroundings.openid.faults.restore();

    const person = await signIn(url);
    const slug = await createDomain(person);
    mailProvisioner.setTrouble({ kind: 'unavailable' });
    expect(await person.rest('POST', `mail-domains/${slug}/fetch/`)).toMatchObject({ status: 503 });
    await expect(person.regie.mailDomains.check.mutate({ slug })).rejects.toMatchObject({
      data: { code: 'SERVICE_UNAVAILABLE' },
    });
    expect(await createMailbox(person, slug)).toMatchObject({ status: 201, body: { status: 'pending' } });
    await eventually(() => {
      expect(log.entries().some(({ Fields }) => Fields['msg'] === 'job postponed')).toBe(true);
    });
    expect(await end()).toEqual([]);
    await surroundings.database.pool.query(`DELETE FROM mailbox`);
  });
});

it('tells operators, once for each refusal, that another system does not let us in', async () => {
  const mailProvisioner = new MemoryMailProvisioner({ clock: systemClock });
  const { end, events: sent } = await start({ mailProvisioner });
  const person = await signIn(url);
  const slug = await createDomain(person);
  mailProvisioner.setTrouble({ kind: 'forbidden' });
  expect(await person.rest('POST', `mail-domains/${slug}/fetch/`)).toMatchObject({ status: 502 });
  await expect(person.regie.mailDomains.check.mutate({ slug })).rejects.toMatchObject({
    data: { code: 'BAD_GATEWAY' },
  });
  expect(await createMailbox(person, slug)).toMatchObject({ status: 201, body: { status: 'pending' } });
  await eventually(() => expect(sent()).toHaveLength(3));
  const events = await end();
  expect(events.map(({ extra }) => extra['log_message'])).toEqual([
    'request failed',
    'request failed',
    'the provisioner cannot create mailboxes for us',
  ]);
});
