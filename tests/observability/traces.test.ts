import { beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { startApplication } from '../../src/infrastructure/start-application.ts';
import { eventually } from '../support/eventually.ts';
import { type ReceivedSpan, startOtlpCollector } from '../support/otlp-collector.ts';
import { startRecordingProxy } from '../support/recording-proxy.ts';
import { signIn } from '../support/signed-in-client.ts';
import { startSurroundings } from '../support/surroundings.ts';

const OF_REQUEST = '4bf92f3577b34da6a3ce929d0e0e4736';
const OF_DOMAIN = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const traceparent = (traceId: string) => ({ traceparent: `00-${traceId}-${CALLER}-01` });

const DOMAIN = 'traced.example.fr';

/** An application whose traces are kept at that rate, what it is asked, and all that is known once it has ended. */
async function trace(
  environment: Readonly<Record<string, string>>,
  work: (person: Awaited<ReturnType<typeof signIn>>, url: string) => Promise<void>,
) {
  const url = `http://localhost:${await freePort()}`;
  const collector = await startOtlpCollector();
  const surroundings = await startSurroundings(url);
  const proxy = await startRecordingProxy(surroundings.dimail.url);
  const lines: string[] = [];
  const application = await startApplication(
    loadSettings({
      ...surroundings.environment,
      LOGGING_LEVEL_LOGGERS_ROOT: 'INFO',
      MAIL_PROVISIONING_API_URL: proxy.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20c2VjcmV0',
      ...environment,
    }),
    { logDestination: { write: (line) => void lines.push(line) } },
  );
  try {
    await work(await signIn(url), url);
  } finally {
    for (const step of application.steps) await step.stop();
    await Promise.all([surroundings.close(), proxy.close(), collector.close()]);
  }
  return { ...collector, heard: proxy.heard, lines };
}

describe('an application that is traced', () => {
  let traced: Awaited<ReturnType<typeof trace>>;
  beforeAll(async () => {
    traced = await trace({}, async (person) => {
      await person.rest('GET', 'users/me/?secret=Qzv7', undefined, traceparent(OF_REQUEST));
      const body = { name: DOMAIN, support_email: `support@${DOMAIN}` };
      const made = await person.rest('POST', 'mail-domains/', body, traceparent(OF_DOMAIN));
      expect(made.status).toBe(201);
      const mailbox = {
        first_name: 'Ada',
        last_name: 'Lovelace',
        local_part: 'ada',
        secondary_email: 'ada@elsewhere.example',
      };
      await person.rest('POST', `mail-domains/${made.body.slug}/mailboxes/`, mailbox, traceparent(OF_DOMAIN));
      await eventually(async () => {
        const { body: page } = await person.rest('GET', `mail-domains/${made.body.slug}/mailboxes/`);
        expect(page.results).toHaveLength(1);
      });
    });
  });

  const spansOf = (traceId: string) => traced.spans.filter((span) => span.traceId === traceId);
  const named = (spans: readonly ReceivedSpan[], name: string): ReceivedSpan => {
    const found = spans.find((span) => span.name === name);
    if (!found) throw new Error(`There is no ${name} among ${spans.map((span) => span.name).join(', ')}`);
    return found;
  };

  it('goes on with the trace of who asks, and tells templates alone', () => {
    const request = named(spansOf(OF_REQUEST), 'GET /api/v1.0/users/me/');
    expect(request).toMatchObject({
      parentId: CALLER,
      attributes: { 'http.route': '/api/v1.0/users/me/', 'http.response.status_code': 200 },
    });
  });

  it('has statements in the request they belong to, without values', () => {
    const request = named(spansOf(OF_DOMAIN), 'POST /api/v1.0/mail-domains/');
    const statements = spansOf(OF_DOMAIN).filter((span) => span.attributes['db.system.name']);
    expect(statements.map(({ parentId }) => parentId)).toContain(request.spanId);
    expect(statements.map(({ attributes }) => attributes['db.query.text']).join()).toContain(
      'INSERT INTO mail_domain',
    );
  });

  it('has calls of the mail service in it, which is told of the trace', () => {
    const call = named(spansOf(OF_DOMAIN), 'mail_service registerDomain');
    expect(spansOf(OF_DOMAIN).map(({ spanId }) => spanId)).toContain(call.parentId);
    expect(traced.heard.map(({ traceparent }) => traceparent)).toContain(`00-${OF_DOMAIN}-${call.spanId}-01`);
  });

  it('has the jobs that a request leads to in its trace', () => {
    const job = spansOf(OF_DOMAIN).find(({ name }) => name.startsWith('job '));
    expect(job).toBeDefined();
    const within = spansOf(OF_DOMAIN).filter(({ parentId }) => parentId === job?.spanId);
    expect(within.length).toBeGreaterThan(0);
  });

  it('has begun no trace for probes, nor for the search for jobs', () => {
    const begun = traced.spans.filter(({ parentId }) => parentId === '').map(({ name }) => name);
    expect(begun.filter((name) => !/^(?:GET|POST|HEAD|job) /.test(name))).toEqual([]);
  });

  it('names nobody, and nothing that is secret', () => {
    const all = JSON.stringify(traced.spans);
    for (const secret of [DOMAIN, 'Lovelace', 'elsewhere', 'Qzv7', '?code='])
      expect(all).not.toContain(secret);
  });

  it('says who it is to the collector alone', () => {
    expect(traced.asked[0]).toMatchObject({
      path: '/v1/traces',
      headers: { authorization: 'Basic c2VjcmV0' },
    });
    expect(traced.resources[0]).toMatchObject({
      'service.name': 'regie',
      'deployment.environment.name': 'dev',
    });
    expect(traced.lines.join('')).not.toContain('c2VjcmV0');
  });

  it('writes the trace into each line of the log', () => {
    const lines = traced.lines.map((line) => JSON.parse(line));
    const ofRequest = lines.filter(({ Fields }) => Fields.trace_id === OF_REQUEST);
    expect(ofRequest).toMatchObject([
      { Type: 'request.summary', Fields: { path: '/api/v1.0/users/me/', span_id: expect.any(String) } },
    ]);
  });
});

it('keeps as many traces as it is told to, whatever who asks wants', async () => {
  const { spans, lines, heard } = await trace({ OTEL_TRACES_SAMPLER_ARG: '0' }, async (person) => {
    expect((await person.rest('GET', 'users/me/', undefined, traceparent(OF_REQUEST))).status).toBe(200);
  });
  expect(spans).toEqual([]);
  expect(heard.filter(({ traceparent: told }) => told !== undefined)).toEqual([]);
  expect(lines.join('')).toContain(OF_REQUEST);
});

it('answers as ever where the collector does not, and says so once', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const { lines } = await trace({ OTEL_EXPORTER_OTLP_ENDPOINT: nobody }, async (person) => {
    expect((await person.rest('GET', 'users/me/')).status).toBe(200);
  });
  expect(lines.filter((line) => line.includes('traces could not be sent'))).toHaveLength(1);
});
