import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiBrowser } from '../support/api-browser.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';

let world: ApiWorld;
beforeEach(async () => {
  world = await openApiWorld();
});
afterEach(() => world.close());

const NAVIGATION = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const open = (accept: string | undefined, of = world, language = 'en') =>
  new ApiBrowser(of.url).open('authenticate/?next=/teams/', {
    headers: { ...(accept === undefined ? {} : { accept }), 'accept-language': language },
  });

describe.each([
  ['unavailable', 503, 'idp_unavailable'],
  ['unexpected', 502, 'idp_unexpected'],
] as const)('authenticate/ while the provider is %s', (trouble, status, code) => {
  beforeEach(() => world.identityProvider.failWith(`identity_provider.${trouble}`));

  it.each([NAVIGATION, 'text/html'])('leads a browser to the failure page: %s', async (accept) => {
    expect(await open(accept)).toMatchObject({
      status: 302,
      location: `http://localhost:3000/failure?error=identity_provider_${trouble}`,
      headers: { 'cache-control': 'no-store' },
      setCookies: [],
    });
  });

  it.each([undefined, '*/*', 'application/json', 'application/json, text/plain, */*'])(
    'answers a program in JSON: %s',
    async (accept) => expect(await open(accept)).toMatchObject({ status, body: { code } }),
  );

  it('is a line in the log, with its cause', async () => {
    await open(NAVIGATION);
    await open('application/json');
    const line = {
      level: 'warn',
      message: 'sign-in cannot start',
      fields: { code: `identity_provider.${trouble}` },
    };
    expect(world.logger.entries.filter(({ level }) => level === 'warn')).toMatchObject([line, line]);
    for (const { error } of world.logger.entries) expect(error).toBeInstanceOf(Error);
  });

  it.each([
    ['en', 'Sign-in is not possible at the moment'],
    ['fr', 'La connexion est impossible pour le moment'],
  ])('shows a page of ours where failures lead to our own address: %s', async (language, title) => {
    const own = await openApiWorld({
      app: {
        publicUrl: 'https://regie.example.fr',
        redirects: { ...world.settings.redirects, loginFailureUrl: 'https://regie.example.fr/__version__' },
      },
    });
    try {
      own.identityProvider.failWith(`identity_provider.${trouble}`);
      const page = await open(NAVIGATION, own, language);
      expect(page).toMatchObject({ status, headers: { 'content-type': 'text/html; charset=utf-8' } });
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
      expect(page.headers['retry-after']).toBe(trouble === 'unavailable' ? '10' : undefined);
      expect(page.text).toContain(`<h1>${title}</h1>`);
      expect(page.text).toContain(`<html lang="${language}">`);
      // Ours in every respect: nothing runs in it, and the way on begins the sign-in again.
      expect(page.headers['x-frame-options']).toBe('DENY');
      expect(page.headers['referrer-policy']).toBe('no-referrer');
      for (const part of ['<header>', '<main>', '<footer>', '<a class="button" href="">']) {
        expect(page.text).toContain(part);
      }
      expect(page.text).not.toContain('/teams/');
      expect(await open('application/json', own)).toMatchObject({ status, body: { code } });
    } finally {
      await own.close();
    }
  });
});
