import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';
import { eventually } from '../support/eventually.ts';
import { openLiveReader } from '../support/live-reader.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';

let application: ApplicationHere;
let url: string;
let metricsUrl: string;
let person: SignedIn;

beforeAll(async () => {
  application = await openApplicationHere();
  ({ url } = application);
  const port = await freePort();
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
  await application.start({
    METRICS_PORT: String(port),
    BURST_THROTTLE_RATES: '40/minute',
    MAIL_PROVISIONING_WAIT: '0.2',
    LOGGING_LEVEL_LOGGERS_ROOT: 'CRITICAL',
  });
  person = await signIn(url);
});
afterAll(() => application?.close());

/** The lines of the answer that begin so, by what stands before the value. */
async function read(metric: string): Promise<Readonly<Record<string, number>>> {
  const answer = await fetch(metricsUrl);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const lines = (await answer.text()).split('\n').filter((line) => line.startsWith(metric));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('metrics', () => {
  it('have a port of their own, and nothing else is there', async () => {
    const other = metricsUrl.replace('/metrics', '/api/v1.0/config/');
    expect((await fetch(other)).status).toBe(404);
    expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });

  it('count requests by the template of their path, whatever people write into it', async () => {
    await person.rest('GET', 'teams/5f3f5d0c-1f63-4a3e-9f3c-2b8a4f0b7a11/');
    await fetch(`${url}/anything/5f3f5d0c`, { method: 'PROPFIND' });
    await person.regie.users.me.query();
    await eventually(async () => {
      const counts = await read('regie_http_request_duration_seconds_count');
      const labels = (method: string, route: string, status: number) =>
        `regie_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`;
      expect(counts[labels('GET', '/api/v1.0/teams/:id/', 404)]).toBe(1);
      expect(counts[labels('(other)', '(none)', 404)]).toBe(1);
      expect(counts[labels('GET', '/trpc/users.me', 200)]).toBeGreaterThanOrEqual(1);
      expect(Object.keys(counts).join('\n')).not.toContain('5f3f5d0c');
    });
  });

  it('count sign-ins by how they end', async () => {
    const failed = await fetch(`${url}/api/v1.0/callback/?state=unknown&code=x`, { redirect: 'manual' });
    expect(failed.status).toBe(302);
    const signIns = await read('regie_sign_ins_total');
    expect(signIns['regie_sign_ins_total{kind="account",outcome="signed_in"}']).toBe(1);
    expect(Object.entries(signIns).filter(([name]) => !name.includes('signed_in'))).toHaveLength(1);
  });

  it('time calls of other systems and jobs, and tell what waits', async () => {
    const name = 'metrics.example.fr';
    const { slug } = await person.regie.mailDomains.create.mutate({ name, supportEmail: `s@${name}` });
    await application.surroundings.dimail.close();
    await person.regie.mailboxes.create.mutate({
      domainSlug: slug,
      firstName: 'Ada',
      lastName: 'Lovelace',
      localPart: 'ada',
    });
    const outgoing = await read('regie_outgoing_call_duration_seconds_count');
    const of = (operation: string, outcome: string) =>
      `regie_outgoing_call_duration_seconds_count{system="mail_service",operation="${operation}",outcome="${outcome}"}`;
    expect(outgoing[of('registerDomain', 'registered')]).toBe(1);
    await eventually(async () => {
      const calls = await read('regie_outgoing_call_duration_seconds_count');
      expect(calls[of('findMailbox', 'mail_provisioner.unavailable')]).toBeGreaterThanOrEqual(1);
      const jobs = await read('regie_job_duration_seconds_count');
      expect(
        jobs['regie_job_duration_seconds_count{job="provision_mailbox",outcome="postponed"}'],
      ).toBeGreaterThanOrEqual(1);
    });
  });

  it('count those who ask too often', async () => {
    const asked = Array.from({ length: 60 }, () => person.rest('GET', 'users/me/'));
    expect((await Promise.all(asked)).map(({ status }) => status)).toContain(429);
    expect((await read('regie_throttled_total'))['regie_throttled_total{limit="requests"}']).toBeGreaterThan(
      0,
    );
  });

  it('count the pages that are told what changes', async () => {
    const cookies = person.jar.header(new URL(url));
    const reader = await openLiveReader(url, { path: 'live.ownMailDomains', cookies });
    expect(await reader.next()).toEqual({ type: 'begun' });
    expect(await read('regie_live_streams')).toEqual({ regie_live_streams: 1 });
    reader.close();
    await eventually(async () => expect(await read('regie_live_streams')).toEqual({ regie_live_streams: 0 }));
  });

  it('tell of this process: connections, memory and the event loop', async () => {
    const connections = await read('regie_database_connections');
    expect(Object.keys(connections)).toHaveLength(3);
    expect(await read('regie_nodejs_eventloop_lag_p99_seconds')).not.toEqual({});
    expect(await read('regie_process_resident_memory_bytes')).not.toEqual({});
  });
});
