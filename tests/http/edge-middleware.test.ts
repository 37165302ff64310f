import { once } from 'node:events';
import { request as send } from 'node:http';
import express, { type Express } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { allowedHosts } from '../../src/infrastructure/http/edge/allowed-hosts.ts';
import { cors } from '../../src/infrastructure/http/edge/cors.ts';
import { httpsRedirect } from '../../src/infrastructure/http/edge/https-redirect.ts';
import { securityHeaders } from '../../src/infrastructure/http/edge/security-headers.ts';
import { serve } from '../observability/http-fixture.ts';

const refusedHosts: string[] = [];
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const DESK = 'https://desk.example.fr';
const CORS = {
  allowedOrigins: [DESK],
  allowedOriginPatterns: [/^https:\/\/pr-\d+\.example\.fr/],
  allowsAllOrigins: false,
};

/** The front of the application as production mounts it, before a few routes. */
function production({ proxies = 1, corsOptions = CORS } = {}): Express {
  const app = express().set('trust proxy', proxies);
  app.use(securityHeaders({ strictTransport: 'max-age=31536000' }), cors(corsOptions));
  app.use(
    allowedHosts(['regie.example.fr'], (host) => void refusedHosts.push(host)),
    httpsRedirect,
  );
  app.get(['/ok', '/__heartbeat__', '/__lbheartbeat__/'], (_req, res) => void res.json({}));
  app.get('/boom', () => {
    throw Object.assign(new Error('boom'), { status: 503 });
  });
  app.options('/ok', (_req, res) => void res.status(204).end());
  return app;
}

async function open(app = production()) {
  const server = await serve(app);
  closers.push(() => server.close());
  /** `fetch` would not send Host, Origin and Access-Control-Request-Method as given. */
  return async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const request = send({
      port: server.port,
      path,
      method,
      headers: { host: 'regie.example.fr', 'x-forwarded-proto': 'https', ...headers },
    }).end();
    const [response] = await once(request, 'response');
    let body = '';
    for await (const chunk of response) body += chunk;
    return { status: response.statusCode, headers: response.headers, body };
  };
}

describe('security headers', () => {
  it.each(['/ok', '/unknown', '/boom', '/__heartbeat__'])('are on %s', async (path) => {
    const { headers } = await (await open())(path);
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/^default-src 'none'/),
      'cache-control': 'no-store',
      vary: 'Authorization, origin, Accept-Language, Cookie',
      'strict-transport-security': 'max-age=31536000',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('demand HTTPS of those only who came by it, and only in production', async () => {
    const get = await open();
    expect((await get('/__heartbeat__', { 'x-forwarded-proto': 'http' })).headers).not.toHaveProperty(
      'strict-transport-security',
    );
    const development = express()
      .set('trust proxy', 1)
      .use(securityHeaders({ strictTransport: undefined }));
    expect((await (await open(development))('/ok')).headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('redirect to HTTPS', () => {
  it('keeps path and query, and carries the headers', async () => {
    const get = await open();
    for (const proto of ['http', 'https, http', '']) {
      const headers = { 'x-forwarded-proto': proto, origin: DESK };
      const response = await get('/teams/a%20b/?q=1&x=%2F', headers, 'POST');
      expect(response).toMatchObject({ status: 301, body: '' });
      expect(response.headers).toMatchObject({
        location: 'https://regie.example.fr/teams/a%20b/?q=1&x=%2F',
        'access-control-allow-origin': DESK,
        'x-frame-options': 'DENY',
      });
    }
    const absolute = await get('http://.evil.example/', { 'x-forwarded-proto': 'http' });
    expect(absolute.headers['location']).toBe('https://regie.example.fr/');
  });

  it('does not redirect probes', async () => {
    const get = await open();
    for (const path of ['/__heartbeat__', '/__lbheartbeat__/?x=1']) {
      expect((await get(path, { 'x-forwarded-proto': 'http' })).status).toBe(200);
    }
  });

  it.each([
    [0, 'https', false],
    [0, 'https, https', false],
    [1, 'https', true],
    [1, 'HTTPS ', true],
    [1, 'http, https', true],
    [1, 'https, http', false],
    [1, 'https,', false],
    [2, 'https', true],
    [2, 'https, http', true],
    [2, 'http, https', false],
    [2, 'https, http, http', false],
    [2, 'http, https, http', true],
  ])('behind %i proxies believes "%s" that far: %s', async (proxies, proto, isBelieved) => {
    const get = await open(production({ proxies }));
    const { status, headers } = await get('/ok', { 'x-forwarded-proto': proto, 'x-forwarded-ssl': 'on' });
    expect(status).toBe(isBelieved ? 200 : 301);
    expect('strict-transport-security' in headers).toBe(isBelieved);
  });

  it('goes to the host that was asked, whatever X-Forwarded-Host says', async () => {
    const get = await open();
    const forged = { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example' };
    expect((await get('/ok', forged)).headers.location).toBe('https://regie.example.fr/ok');
    const host = { host: 'evil.example', 'x-forwarded-host': 'regie.example.fr' };
    expect((await get('/ok', host)).status).toBe(400);
  });
});

describe('hosts', () => {
  it('refuses others, in JSON that the calling page can read', async () => {
    const get = await open();
    refusedHosts.splice(0);
    const response = await get('/ok', { host: 'evil.example', origin: DESK });
    expect(response).toMatchObject({ status: 400, body: '{"detail":"Invalid host header."}' });
    await get('/ok', { host: 'x'.repeat(5000) });
    await get('/__heartbeat__', { host: 'evil.example' });
    expect(refusedHosts).toEqual(['evil.example', 'x'.repeat(253)]);
    expect(response.headers).toMatchObject({
      'content-type': 'application/json',
      'access-control-allow-origin': DESK,
      'x-frame-options': 'DENY',
    });
  });

  it('refuses them before redirecting, and lets probes pass', async () => {
    const get = await open();
    const response = await get('/ok', { host: 'evil.example', 'x-forwarded-proto': 'http' });
    expect(response.status).toBe(400);
    expect(response.headers).not.toHaveProperty('location');
    expect((await get('/__heartbeat__', { host: '10.0.0.7:8071' })).status).toBe(200);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) => ({
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'content-type,x-csrftoken',
  });

  it.each(['/ok', '/unknown', '/boom'])('names an allowed origin on %s', async (path) => {
    const get = await open();
    for (const origin of [DESK, 'https://pr-12.example.fr']) {
      expect((await get(path, { origin })).headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
      });
    }
  });

  it.each([
    'https://evil.example',
    'null',
    'http://desk.example.fr',
    'https://desk.example.fr:8443',
    'https://desk.example.fr.evil.example',
    'https://pr-12.example.fr.evil.example',
    'https://pr-12xexample.fr',
  ])('answers %s normally, without naming it', async (origin) => {
    const get = await open();
    const response = await get('/ok', { origin });
    expect(response).toMatchObject({ status: 200, body: '{}' });
    const refused = await get('/ok', preflight(origin), 'OPTIONS');
    expect(refused).toMatchObject({ status: 200, body: '' });
    for (const { headers } of [response, refused]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers['vary']).toContain('origin');
    }
  });

  it('answers preflights, even over plain HTTP, of unknown routes and before the host is checked', async () => {
    const get = await open();
    for (const extra of [{}, { 'x-forwarded-proto': 'http' }, { host: 'evil.example' }]) {
      const response = await get('/unknown', { ...preflight(DESK), ...extra }, 'OPTIONS');
      expect(response).toMatchObject({ status: 200, body: '' });
      expect(response.headers).toMatchObject({
        'content-length': '0',
        'access-control-allow-origin': DESK,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
        'access-control-allow-headers':
          'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
        'access-control-max-age': '86400',
        'x-frame-options': 'DENY',
      });
    }
  });

  it('leaves OPTIONS that are not preflights to the routes', async () => {
    expect((await (await open())('/ok', { origin: DESK }, 'OPTIONS')).status).toBe(204);
  });

  it('may allow every origin, but never null', async () => {
    const get = await open(production({ corsOptions: { ...CORS, allowsAllOrigins: true } }));
    const anyone = await get('/ok', { origin: 'https://anyone.example' });
    expect(anyone.headers['access-control-allow-origin']).toBe('https://anyone.example');
    expect((await get('/ok', { origin: 'null' })).headers).not.toHaveProperty('access-control-allow-origin');
    expect((await get('/ok')).headers).not.toHaveProperty('access-control-allow-origin');
  });
});
