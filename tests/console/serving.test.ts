import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';

let world: ApiWorld;
let script: string;
beforeAll(async () => {
  const folder = inject('consoleFolder');
  world = await openApiWorld({ app: { console: { folder, theme: 'anct', signInButton: 'plain' } } });
  const { text } = await ask('/console/');
  script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(text)?.[1] ?? '';
});
afterAll(() => world?.close());

const PERSON = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' };
const ask = (path: string, headers: Record<string, string> = PERSON, method = 'GET') =>
  exchange(`${world.url}${path}`, { headers, method });

describe('the page', () => {
  it.each(['/console/', '/console/domains/commune-example/dns?x=1', '/console/nothing-here'])(
    'is what people get at %s, anew each time, with a policy that lets nothing foreign in',
    async (path) => {
      const { status, headers, text } = await ask(path);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
    },
  );

  it('is nothing that programs get, or pages that load a part of themselves', async () => {
    expect((await ask('/console/domains', { accept: 'application/json' })).status).toBe(404);
    expect((await ask('/console/domains', { accept: '*/*', 'sec-fetch-mode': 'cors' })).status).toBe(404);
    expect((await ask('/console/', { accept: 'application/json' })).status).toBe(404);
    expect((await ask('/console/', { accept: '*/*' })).status).toBe(200);
    expect((await ask('/console/', PERSON, 'POST')).status).toBe(404);
  });

  it('has one address', async () => {
    const { status, headers } = await ask('/console');
    expect([status, headers['location']]).toEqual([308, '/console/']);
    expect((await ask('/consolex/')).status).toBe(404);
  });

  it('allows the logo of the installation, and no other picture', async () => {
    const look = { ...world.settings.pageLook, logo: 'https://static.example.fr/logo.svg' };
    const other = await openApiWorld({ app: { console: world.settings.console, pageLook: look } });
    const { headers } = await exchange(`${other.url}/console/`, { headers: PERSON });
    expect(headers['content-security-policy']).toContain(
      "img-src 'self' data: https://static.example.fr/logo.svg;",
    );
    await other.close();
  });
});

it.each([
  [undefined, "connect-src 'self';"],
  [
    'https://services.example.fr/api/lagaufre/?operator=1',
    "connect-src 'self' https://services.example.fr/api/lagaufre/;",
  ],
])('lets pages ask for the list of services %s, and for nothing else', async (services, source) => {
  const other = await openApiWorld({ app: { console: { ...world.settings.console, services } } });
  const { headers } = await exchange(`${other.url}/console/`, { headers: PERSON });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain(source);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("img-src 'self' data:;");
  expect((await exchange(`${other.url}/console/config.json`)).body).toMatchObject({
    services: services ?? null,
  });
  await other.close();
});

describe('its files', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('come compressed, and are kept for good: %s', async (encoding, decompress) => {
    const plain = await ask(script, {});
    expect(plain.headers).not.toHaveProperty('content-encoding');
    const { status, headers, bytes } = await ask(script, { 'accept-encoding': encoding });
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['cache-control']).toBe('public,max-age=31536000,immutable');
    expect(headers['vary']).toContain('Accept-Encoding');
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(decompress(bytes).equals(plain.bytes)).toBe(true);
    expect(bytes.length).toBeLessThan(plain.bytes.length / 2);
  });

  it('have a page of their own where there are none, which nobody keeps', async () => {
    const { status, headers, text } = await ask('/console/assets/index-gone.js');
    expect(status).toBe(404);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('<h1>Page not found</h1>');
    for (const path of ['..%2f..%2fpackage.json', 'a%00b']) {
      expect((await ask(`/console/assets/${path}`)).status).not.toBe(200);
    }
  });
});

it('tells the console what the installation chose, before anybody has signed in', async () => {
  const { status, headers, body } = await ask('/console/config.json', {});
  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('no-cache');
  expect(body).toEqual({
    productName: 'La Régie',
    theme: 'anct',
    logo: null,
    signInButton: 'plain',
    language: 'en',
    links: { help: null, legal: null, accessibility: null },
    services: null,
    statement: {
      publisher: null,
      date: null,
      rate: null,
      gaps: { fr: [], en: [] },
      contact: null,
      planUrl: null,
    },
    conformity: 'not_compliant',
    version: 'test',
  });
});

it('says that it is being built until it is there', async () => {
  const other = await openApiWorld();
  const { status, headers, text } = await exchange(`${other.url}/console/`, { headers: PERSON });
  expect([status, headers['retry-after'], headers['refresh']]).toEqual([503, '3', '3']);
  expect(text).toContain('The console is being prepared');
  await other.close();
});
