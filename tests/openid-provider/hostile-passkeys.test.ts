import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../dev/openid-provider/plain-browser.ts';
import { REDIRECT_URI } from '../support/openid-world.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import type { MailboxOwner } from './mailbox-owner.ts';
import { passkeyFormOf, pressPasskey, sendJson } from './press-passkey.ts';
import { essential, ORIGIN, openSecondFactorWorld, type SecondFactorWorld } from './second-factor-world.ts';

let world: SecondFactorWorld;
let device: SoftwareAuthenticator;
/** Whoever sits in front of the browser. */
let owner: MailboxOwner;
beforeEach(async () => {
  world = await openSecondFactorWorld();
  device = new SoftwareAuthenticator({ counts: true });
  await world.enrolPasskey(device);
  owner = world.owner();
});
afterEach(() => world.close());

const first = (by = owner): Promise<Visit> => by.open(world.authorizeUrl());
const second = async (by = owner): Promise<Visit> => (await by.goTo(world.authorizeUrl())).end;
const account = (by = owner): Promise<Visit> => by.open(`${world.url}/o/account/sign-in/`);

const hasCode = (visit: Visit | undefined): boolean =>
  visit?.url.href.startsWith(REDIRECT_URI) === true && visit.url.searchParams.has('code');

async function expectOutside(by = owner): Promise<void> {
  const { end } = await by.goTo(world.authorizeUrl({ prompt: 'none' }));
  expect(end.url.searchParams.get('error')).toBe('login_required');
  expect((await by.open(`${world.url}/o/account/`)).page?.('.logout-submit')).toHaveLength(0);
}

/** What a page asks a key, and the key's answer. */
async function ask(page: Visit, by = owner, key = device) {
  const form = passkeyFormOf(page);
  const { body: options } = await sendJson(by, form.options, form.fields);
  return { form, response: key.get(options, { origin: world.url }) };
}

describe('a passkey', () => {
  it('signs in without an address or a password, and the client is told', async () => {
    const { landed } = await pressPasskey(owner, await first(), device);
    const claims = landed && (await world.told(landed));
    expect(claims).toMatchObject({ sub: world.ada.id, acr: 'eidas2', amr: ['pop', 'mfa'] });
  });

  it('signs in after the password, and to the own account', async () => {
    const { landed } = await pressPasskey(owner, await second(), device);
    const claims = landed && (await world.told(landed));
    expect(claims).toMatchObject({ sub: world.ada.id, acr: 'eidas2', amr: ['pwd', 'pop', 'mfa'] });
    const other = world.owner();
    const there = await pressPasskey(other, await account(other), device);
    expect(there.landed?.url.pathname).toBe('/o/account/');
    expect(there.landed?.page?.('.logout-submit')).toHaveLength(1);
  });

  it('leads to where the account was to be entered', async () => {
    const page = await owner.open(`${world.url}/o/account/password/`);
    const { landed } = await pressPasskey(owner, page, device);
    expect(landed?.url.pathname).toBe('/o/account/password/');
  });

  it('that may be copied does not reach eidas3', async () => {
    const { end } = await owner.goTo(world.authorizeUrl(essential('eidas3')));
    expect(end.url.searchParams.get('error')).toBe('unmet_authentication_requirements');
  });

  it.each<[string, Parameters<SoftwareAuthenticator['get']>[2]]>([
    ['for a page of another origin', { origin: 'https://varzy.example.evil.example' }],
    ['for another name', { rpId: 'evil.example' }],
    ['without having been unlocked', { verified: false }],
    ['to a challenge that nobody gave', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['of another kind', { type: 'webauthn.create' }],
    ['as somebody else', { userHandle: Buffer.from('somebody else').toString('base64url') }],
    ['as nobody', { userHandle: null }],
  ])('that answers %s is refused, in words', async (_name, lies) => {
    const answer = await pressPasskey(owner, await first(), device, lies);
    expect(answer).toMatchObject({
      status: 422,
      body: { message: 'This passkey does not open your account here.' },
    });
    await expectOutside();
  });

  it('that was copied is refused, and nobody is signed in by the copy', async () => {
    const copy = device.clone();
    const honest = world.owner();
    expect(hasCode((await pressPasskey(honest, await first(honest), device)).landed)).toBe(true);
    expect((await pressPasskey(owner, await first(), copy)).status).toBe(422);
    await expectOutside();
  });

  it('of somebody else is refused after a password', async () => {
    const other = new SoftwareAuthenticator();
    await world.enrolPasskey(other, world.bob);
    const form = passkeyFormOf(await second());
    const { body } = await sendJson(owner, form.options, form.fields);
    // The page does not ask for it: a browser would not offer it.
    const asked = { ...body, allowCredentials: [] };
    const response = other.get(asked, { origin: world.url });
    expect((await sendJson(owner, form.action, { ...form.fields, response })).status).toBe(422);
    await expectOutside();
  });

  it('nobody knows is refused', async () => {
    const stranger = new SoftwareAuthenticator();
    const asked = { user: { id: 'AAAA', name: 'a', displayName: 'a' }, rp: { id: '127.0.0.1' } };
    stranger.create(
      {
        ...asked,
        challenge: 'AAAA',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        pubKeyCredParams: [{ alg: -7 }],
      },
      { origin: world.url },
    );
    expect((await pressPasskey(owner, await first(), stranger)).status).toBe(422);
    await expectOutside();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was removed', () => world.removeFactors(world.ada.id)],
    [
      'is of a domain that was disabled',
      () =>
        world.unitOfWork.run(({ mailDomains }) =>
          mailDomains.update({ ...world.mailDomain, status: 'disabled' }),
        ),
    ],
  ])('that %s is refused', async (_name, happen) => {
    await happen();
    expect((await pressPasskey(owner, await first(), device)).status).toBe(422);
    await expectOutside();
  });
});

describe('the answer of a passkey', () => {
  it('is good once', async () => {
    const page = await first();
    const { form, response } = await ask(page);
    const members = { ...form.fields, response };
    expect((await sendJson(owner, form.action, members)).status).toBe(200);
    const thief = world.owner();
    const there = passkeyFormOf(await first(thief));
    expect((await sendJson(thief, there.action, { ...there.fields, response })).status).toBe(422);
    const again = await sendJson(owner, form.action, members);
    expect(again.body.location).toBeUndefined();
    await expectOutside(thief);
  });

  it.each<[string, () => Promise<Visit>]>([
    ['another request in that browser', () => first()],
    ['the account in that browser', () => account()],
    ['the second step of that browser', () => second()],
  ])('is not good for %s', async (_name, openOther) => {
    const { response } = await ask(await first());
    const other = passkeyFormOf(await openOther());
    expect((await sendJson(owner, other.action, { ...other.fields, response })).status).toBe(422);
    await expectOutside();
  });

  it('is not good in another browser, whose page asked nothing', async () => {
    const { response } = await ask(await first());
    const thief = world.owner();
    for (const page of [await first(thief), await account(thief), await second(thief)]) {
      const form = passkeyFormOf(page);
      expect((await sendJson(thief, form.action, { ...form.fields, response })).status).toBe(422);
    }
    await expectOutside(thief);
  });

  it('to the second step is not good once the first one is over', async () => {
    const page = await second();
    const { form, response } = await ask(page);
    const start = await owner.press(page, '.restart-submit');
    const anew = passkeyFormOf(start);
    expect((await sendJson(owner, anew.action, { ...anew.fields, response })).status).toBe(422);
    expect((await sendJson(owner, form.action, { ...form.fields, response })).status).toBe(422);
    await expectOutside();
  });

  it('is not good after five minutes, nor once the password was changed', async () => {
    const late = await ask(await first());
    world.clock.advance(301);
    expect(
      (await sendJson(owner, late.form.action, { ...late.form.fields, response: late.response })).status,
    ).toBe(422);
    const page = await second();
    const { form, response } = await ask(page);
    await world.useCases.endOtherMailboxSessions(world.ada.id, 'another', ORIGIN);
    expect((await sendJson(owner, form.action, { ...form.fields, response })).status).toBe(422);
    await expectOutside();
  });

  it.each([null, 'text', [], {}, { id: 'x' }, { response: { clientDataJSON: 'e30' } }])(
    'that is %j is refused',
    async (response) => {
      const form = passkeyFormOf(await first());
      expect((await sendJson(owner, form.action, { ...form.fields, response })).status).toBe(422);
    },
  );
});

describe.each(['options', 'action'] as const)('what the script sends (%s)', (which) => {
  it.each(['interaction', 'account'])('is taken only from a page of that browser: %s', async (place) => {
    const page = place === 'account' ? await account() : await first();
    const { [which]: url, fields } = passkeyFormOf(page);
    const stranger = passkeyFormOf(
      place === 'account' ? await account(world.owner()) : await first(world.owner()),
    );
    const refused = async (members: unknown, headers = {}) =>
      (await sendJson(owner, url, members, headers)).status;
    expect(await refused({})).toBe(403);
    expect(await refused({ form_token: ['a'] })).toBe(403);
    expect(await refused(stranger.fields)).toBe(403);
    expect(await refused(fields, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await refused(fields, { 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await refused(fields, { 'content-type': 'text/plain' })).toBe(415);
    expect(await refused(fields, { 'content-type': 'application/x-www-form-urlencoded' })).toBe(415);
    expect(await refused([fields])).toBe(400);
    expect(await refused({ ...fields, response: 'x'.repeat(70_000) })).toBe(413);
    const read = await fetch(url, { headers: { cookie: owner.browser.jar.header(url) } });
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
    await expectOutside();
  });
});

describe('the script of passkeys', () => {
  const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? '';

  it('is of our own origin, and may be kept', async () => {
    const page = await first();
    const path = page.page?.('script[type=module]').attr('src') ?? '';
    expect(path).toMatch(/^\/o\/static\/passkeys-[0-9a-f]{16}\.js$/);
    const script = await fetch(new URL(path, world.url));
    expect(script.status).toBe(200);
    expect(Object.fromEntries(script.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect(await script.text()).toContain('navigator.credentials.get');
    const ofOther = await fetch(new URL('/o/static/passkeys-0123456789abcdef.js', world.url));
    expect([ofOther.status, ofOther.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const posted = await fetch(new URL(path, world.url), { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(new URL('/o/static/other.js', world.url))).status).toBe(404);
  });

  it('runs on the pages that have it, and nowhere else', async () => {
    const page = await first();
    const shown = await fetch(page.url, { headers: { cookie: owner.browser.jar.header(page.url) } });
    expect(policyOf(shown)).toContain("script-src 'self'; connect-src 'self'");
    expect(policyOf(shown)).toMatch(/^default-src 'none';/);
    expect(policyOf(shown)).not.toMatch(/unsafe|\*/);
    const text = await shown.text();
    expect(text.match(/<script/g)).toHaveLength(1);
    const problem = await fetch(`${world.url}/o/interaction/unknown/`);
    expect(policyOf(problem)).not.toContain('script');
  });
});
