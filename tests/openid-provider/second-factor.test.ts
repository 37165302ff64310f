import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../dev/openid-provider/plain-browser.ts';
import { REDIRECT_URI } from '../support/openid-world.ts';
import type { MailboxOwner } from './mailbox-owner.ts';
import {
  acrClaims,
  essential,
  openSecondFactorWorld,
  PASSWORD,
  PROCONNECT_MFA,
  RECOVERY_CODES,
  type SecondFactorWorld,
  TOTP_SECONDS,
} from './second-factor-world.ts';

let world: SecondFactorWorld;
beforeEach(async () => {
  world = await openSecondFactorWorld();
});
afterEach(() => world.close());

/** Signs in with the password, and gives the code that the application shows. */
async function signIn(owner: MailboxOwner, given: Readonly<Record<string, string>> = {}): Promise<Visit> {
  const { end } = await owner.goTo(world.authorizeUrl(given));
  const code = world.totp();
  world.clock.advance(TOTP_SECONDS);
  return owner.press(end, '.factor-submit', { code });
}

/** Goes to the second page and gives a recovery code. */
async function recover(owner: MailboxOwner, code: string, given: Readonly<Record<string, string>> = {}) {
  const { end } = await owner.goTo(world.authorizeUrl(given));
  const page = await owner.open(new URL(end.page?.('a.recovery-link').attr('href') ?? '', end.url));
  return owner.press(page, '.recovery-submit', { code });
}

const isAtClient = ({ url }: Visit): boolean => url.href.startsWith(REDIRECT_URI);
const errorOf = ({ url }: Visit): string | null => url.searchParams.get('error');
const TWO = { acr: 'eidas2', amr: ['pwd', 'otp', 'mfa'] };

describe('who has a second factor', () => {
  beforeEach(() => world.enrolTotp());

  it('gives a code after the password, and the client is told', async () => {
    const owner = world.owner();
    const { end, shown } = await owner.goTo(world.authorizeUrl());
    expect(shown).toEqual(['sign-in']);
    expect(end.url.pathname).toMatch(/^\/o\/interaction\/[^/]+\/second-factor\/$/);
    expect(end.page?.('main').text()).toContain('ada@varzy.example');
    const landed = await owner.press(end, '.factor-submit', { code: ` ${world.totp()} ` });
    expect(isAtClient(landed)).toBe(true);
    expect(await world.told(landed)).toMatchObject({ ...TWO, sub: world.ada.id });
  });

  it('may use a recovery code in place of it, which says less', async () => {
    const landed = await recover(world.owner(), RECOVERY_CODES[0].toLowerCase());
    expect(await world.told(landed)).toMatchObject({ acr: 'eidas1-mfa', amr: ['pwd', 'otp', 'mfa'] });
  });

  it.each([
    ['empty', '', 'Enter the code'],
    ['wrong', '000000', 'The code is wrong'],
    ['no code at all', 'jean', 'The code is wrong'],
  ])('is told of a code that is %s, in the field', async (_name, code, words) => {
    const owner = world.owner();
    const { end } = await owner.goTo(world.authorizeUrl());
    const again = await owner.press(end, '.factor-submit', { code });
    expect(again.status).toBe(422);
    expect(again.page?.('title').text()).toMatch(/^Error: /);
    expect(again.page?.('#problem').text()).toContain(words);
    expect(again.page?.('#code').attr('aria-invalid')).toBe('true');
    expect(again.page?.('#code').val()).toBeUndefined();
    expect(isAtClient(await owner.press(again, '.factor-submit', { code: world.totp() }))).toBe(true);
  });

  it('can give up, and can take another account', async () => {
    const owner = world.owner();
    const { end } = await owner.goTo(world.authorizeUrl());
    const first = await owner.press(end, '.restart-submit');
    expect(first.page?.('.login-submit')).toHaveLength(1);
    const second = await owner.press(first, '.login-submit', {
      login: 'bob@varzy.example',
      password: PASSWORD,
    });
    expect(await world.told(second)).toMatchObject({ sub: world.bob.id, acr: 'eidas1', amr: ['pwd'] });
    const other = world.owner();
    const asked = await other.goTo(world.authorizeUrl());
    const cancelled = await other.press(asked.end, 'button[value=cancel]');
    expect(errorOf(cancelled)).toBe('access_denied');
  });

  it('is brought to the second step again when they open the first one', async () => {
    const owner = world.owner();
    const { end } = await owner.goTo(world.authorizeUrl());
    const back = await owner.open(new URL('../', end.url));
    expect(back.url.pathname).toBe(end.url.pathname);
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['any of two factors', essential(...PROCONNECT_MFA), TWO],
    ['eidas2 alone', { claims: acrClaims({ essential: true, value: 'eidas2' }) }, TWO],
    ['eidas1-mfa, and is told that', essential('eidas1-mfa'), { ...TWO, acr: 'eidas1-mfa' }],
    ['eidas1, and is told that', essential('eidas1'), { ...TWO, acr: 'eidas1' }],
    ['eidas2 if possible', { acr_values: 'eidas2' }, TWO],
    ['eidas1 if possible', { acr_values: 'eidas1' }, TWO],
  ])('reaches what a client asks for: %s', async (_name, given, level) => {
    expect(await world.told(await signIn(world.owner(), given))).toMatchObject(level);
  });

  it('cannot use a recovery code where it says too little', async () => {
    const owner = world.owner();
    const { end } = await owner.goTo(world.authorizeUrl(essential('eidas2')));
    expect(end.page?.('a.recovery-link')).toHaveLength(0);
    const page = await owner.open(new URL('../recovery-code/', end.url));
    expect(page.url.pathname).toBe(end.url.pathname);
  });

  it('is refused with an error to the client where nothing reaches what it asks for', async () => {
    const owner = world.owner();
    const { end, shown } = await owner.goTo(world.authorizeUrl(essential('eidas3')));
    expect(errorOf(end)).toBe('unmet_authentication_requirements');
    expect(shown).toEqual([]);
  });

  it('goes on to the next client, which is told a level that lasts', async () => {
    const owner = world.owner();
    expect(await world.told(await signIn(owner, essential(...PROCONNECT_MFA)))).toMatchObject(TWO);
    const { end, shown } = await owner.goTo(world.authorizeUrl(essential(...PROCONNECT_MFA)));
    expect(shown).toEqual([]);
    expect(await world.told(end)).toMatchObject({ ...TWO, acr: 'eidas1-mfa' });
    const { end: asked } = await owner.goTo(world.authorizeUrl());
    expect(await world.told(asked)).toMatchObject({ ...TWO, acr: 'eidas1-mfa' });
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['as essential', essential('eidas2', 'eidas3')],
    ['if possible', { acr_values: 'eidas2' }],
    ['if possible, by claims', { claims: acrClaims({ values: ['eidas2'] }) }],
  ])('signs in anew for eidas2, asked for %s', async (_name, given) => {
    const owner = world.owner();
    await signIn(owner);
    const again = await signIn(owner, given);
    expect(await world.told(again)).toMatchObject(TWO);
  });

  it('is not asked anew where the client would be told no more', async () => {
    const owner = world.owner();
    await signIn(owner);
    const { end, shown } = await owner.goTo(world.authorizeUrl({ acr_values: 'eidas3' }));
    expect(shown).toEqual([]);
    expect(isAtClient(end)).toBe(true);
  });

  it('signs in to their own account in two steps as well, and comes to where they wanted to go', async () => {
    const owner = world.owner();
    const first = await owner.open(`${world.url}/o/account/password/`);
    const second = await owner.press(first, '.login-submit', {
      login: 'ada@varzy.example',
      password: PASSWORD,
    });
    expect(second.url.pathname).toBe('/o/account/sign-in/second-factor/');
    expect((await owner.open(`${world.url}/o/account/`)).page?.('.login-submit')).toHaveLength(0);
    const end = await owner.press(second, '.factor-submit', { code: world.totp() });
    expect(end.url.pathname).toBe('/o/account/password/');
    expect((await owner.open(`${world.url}/o/account/`)).page?.('.logout-submit')).toHaveLength(1);
  });

  it('uses a recovery code for their own account too', async () => {
    const owner = world.owner();
    const first = await owner.open(`${world.url}/o/account/sign-in/`);
    const second = await owner.press(first, '.login-submit', {
      login: 'ada@varzy.example',
      password: PASSWORD,
    });
    const page = await owner.open(new URL(second.page?.('a.recovery-link').attr('href') ?? '', second.url));
    const end = await owner.press(page, '.recovery-submit', { code: RECOVERY_CODES[1] });
    expect(end.url.pathname).toBe('/o/account/');
  });
});

describe('who has none', () => {
  it('signs in with the password, also where more is wished for', async () => {
    const { end } = await world.owner().goTo(world.authorizeUrl({ acr_values: 'eidas2' }));
    expect(await world.told(end)).toMatchObject({ acr: 'eidas1', amr: ['pwd'] });
  });

  it('can sign out of a session that a second factor has come to lack', async () => {
    const owner = world.owner();
    await owner.goTo(world.authorizeUrl());
    await world.enrolTotp();
    const question = await owner.open(`${world.url}/o/logout/`);
    const out = await owner.press(question, '.logout-submit');
    expect(out.page?.('main').text()).toContain('Sign-out succeeded.');
    await world.removeFactors(world.ada.id);
    expect(errorOf((await owner.goTo(world.authorizeUrl({ prompt: 'none' }))).end)).toBe('login_required');
  });
});

it('the provider says which levels can be reached', async () => {
  const metadata = await (await fetch(`${world.issuer}/.well-known/openid-configuration`)).json();
  expect(metadata).toMatchObject({ acr_values_supported: ['eidas1', 'eidas1-mfa', 'eidas2'] });
});
