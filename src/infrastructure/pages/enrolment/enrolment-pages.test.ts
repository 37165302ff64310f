import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { AuthenticatorView } from '../../../application/identity/factor/factor-view.ts';
import type { ProvingAddress } from '../../../domain/identity/enrolment-proof.ts';
import type { AuthenticatorId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { Page } from '../kit/render-page.ts';
import { proofPage, waysPage } from './enrolment-page.ts';
import { enrolmentPaths } from './enrolment-paths.ts';
import { ownFactorsPage, removeFactorPage, renameFactorPage } from './own-factors-page.ts';
import { ownFactorsPaths } from './own-factors-paths.ts';
import { recoveryCodesPage } from './recovery-codes-page.ts';
import { totpPage } from './totp-page.ts';

const HOSTILE = `"><script>alert(1)</script>' onfocus='alert(2)`;
const LANGUAGES: readonly Language[] = ['en-us', 'fr-fr'];
const NOW = new Date('2026-11-30T10:00:00.000Z');

const read = ({ body }: Page) => load(body.text);
const paths = enrolmentPaths('/o/account/factors/add/');
const own = ownFactorsPaths('/o');
const framed = {
  paths,
  address: 'ada@varzy.example',
  token: 't',
  out: { list: '/o/account/factors/' },
};

describe.each(LANGUAGES)('the proof of an enrolment, in %s', (language) => {
  const shown = (place: ProvingAddress, hasCode = false, link?: string) =>
    read(proofPage({ ...framed, enrolment: { place, hasCode }, link }, language));

  it('offers to mail a code to an address that it does not tell', () => {
    const page = shown({ address: 'camille.dupont@home.example' });
    expect(page('main, body').text()).toContain('c•••@home.example');
    expect(page.html()).not.toContain('camille.dupont');
    expect(page('button.code-submit').attr('value')).toBe('send');
    expect(page('#code')).toHaveLength(0);
    expect(page('#link')).toHaveLength(1);
  });

  it('asks for the code once it was mailed', () => {
    const page = shown({ address: 'camille.dupont@home.example' }, true);
    expect(page('#code').attr()).toMatchObject({ autocomplete: 'one-time-code', required: '' });
    expect(page('[role=status]').text()).toContain('c•••@home.example');
    expect(page('button.proof-submit').attr('value')).toBe('check');
    expect(page('button.code-submit')).toHaveLength(1);
  });

  it.each<ProvingAddress>([
    { obstacle: 'none' },
    { obstacle: 'leads_back' },
    { obstacle: 'written_by_owner', until: NOW },
  ])('says why no code can be mailed, and whom to ask: %j', (place) => {
    const page = shown(place);
    expect(page('.warning').text()).not.toBe('');
    expect(page('.code-submit, #code')).toHaveLength(0);
    expect(page('button.link-submit')).toHaveLength(1);
    expect(page('time').attr('datetime')).toBe('until' in place ? NOW.toISOString() : undefined);
  });

  it('has the link that the browser brought, and nothing besides', () => {
    const page = shown({ address: 'ada@home.example' }, false, 'a-token');
    expect(page('#link').val()).toBe('a-token');
    expect(page('.code-submit')).toHaveLength(0);
  });

  it('offers the ways that help, and names the service that wants one', () => {
    const out = { client: HOSTILE, leave: async () => undefined };
    const page = read(waysPage({ ...framed, out, ways: ['passkey'] }, language));
    expect(page('.notice').text()).toContain(HOSTILE);
    expect(page('button[value=cancel]').text()).toContain(HOSTILE);
    expect(page('button[value=restart]')).toHaveLength(1);
    expect(page('script')).toHaveLength(0);
    expect(page(`a[href="${paths.passkey}"]`)).toHaveLength(1);
    expect(page(`a[href="${paths.totp}"]`)).toHaveLength(0);
  });
});

describe.each(LANGUAGES)('the page of an application, in %s', (language) => {
  const offer = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/a?secret=JBSWY3DPEHPK3PXP', sealed: 's' };
  const shown = (name: string, problem?: 'bad_name' | 'code_refused') =>
    read(
      totpPage({ action: '/x/', token: 't', address: 'a@b.fr', offer, name, back: '/', problem }, language),
    );

  it('has the secret as picture, as address and in groups to type', () => {
    const page = shown('Phone');
    expect(page('code').text()).toBe('JBSW Y3DP EHPK 3PXP');
    expect(page(`a[href="${offer.uri}"]`)).toHaveLength(1);
    expect(page('svg[role=img]').attr('aria-label')).not.toBe('');
    expect(page('input[name=sealed]').val()).toBe('s');
    expect(page('#code').attr()).toMatchObject({ autocomplete: 'one-time-code' });
    expect(page('#name').val()).toBe('Phone');
  });

  it('shows no name that is none, and never a code again', () => {
    const page = shown(`${HOSTILE}\n`, 'bad_name');
    expect(page('script')).toHaveLength(0);
    expect(page('#name').attr('aria-invalid')).toBe('true');
    expect(shown('Phone', 'code_refused')('#code').val()).toBeUndefined();
  });
});

describe.each(LANGUAGES)('what somebody signs in with, in %s', (language) => {
  const factor: AuthenticatorView = {
    id: 'one' as AuthenticatorId,
    kind: 'passkey',
    name: HOSTILE,
    createdAt: NOW,
    lastUsedAt: null,
    isHardware: false,
    isBackedUp: true,
  };
  const list = (authenticators: readonly AuthenticatorView[], requiredFrom: Date | null = null) =>
    read(
      ownFactorsPage(
        {
          paths: own,
          address: 'ada@varzy.example',
          authenticators,
          recoveryCodes: authenticators.length === 0 ? null : { left: 9, createdAt: NOW },
          requiredFrom,
        },
        language,
      ),
    );

  it('lists them by name, with what changes them', () => {
    const page = list([factor, { ...factor, id: 'two' as AuthenticatorId, kind: 'totp', lastUsedAt: NOW }]);
    expect(page('.cards h3').first().text()).toBe(HOSTILE);
    expect(page('script')).toHaveLength(0);
    expect(page(`a[href="${own.rename}?id=one"]`)).toHaveLength(1);
    expect(page(`a[href="${own.remove}?id=two"]`).attr('aria-label')).toContain(HOSTILE);
    expect(page('.cards time')).toHaveLength(3);
    expect(page.html()).toContain('9');
  });

  it('says that there is none, and from when on one is required', () => {
    const page = list([], NOW);
    expect(page('.cards')).toHaveLength(0);
    expect(page(`a[href="${own.recoveryCodes}"]`)).toHaveLength(0);
    expect(page('time').attr('datetime')).toBe(NOW.toISOString());
  });

  it('asks before anything is removed, and says what goes with the last', () => {
    const warnings = (isLast: boolean, isRequired: boolean) =>
      read(removeFactorPage({ paths: own, token: 't', factor, isLast, isRequired }, language))('.warning');
    expect(warnings(false, true)).toHaveLength(0);
    expect(warnings(true, false)).toHaveLength(1);
    expect(warnings(true, true)).toHaveLength(2);
  });

  it('keeps the name that is changed', () => {
    const page = read(
      renameFactorPage({ paths: own, token: 't', factor: { ...factor, name: 'Phone' } }, language),
    );
    expect(page('#name').val()).toBe('Phone');
    expect(page('input[name=id]').val()).toBe('one');
  });

  it('shows recovery codes in a list, with whose they are', () => {
    const codes = ['AAAA-BBBB-CCCC-DDDD', 'EEEE-FFFF-GGGG-HHHH'];
    const page = read(
      recoveryCodesPage(
        { address: 'ada@varzy.example', codes, madeAt: NOW, added: HOSTILE, next: '/o/next?a=1&b=2' },
        language,
      ),
    );
    expect(
      page('.codes code')
        .get()
        .map((code) => page(code).text()),
    ).toEqual(codes);
    expect(page('strong').text()).toContain('ada@varzy.example');
    expect(page('a.kept').attr('href')).toBe('/o/next?a=1&b=2');
    expect(page('script')).toHaveLength(0);
  });
});
