import { describe, expect, it } from 'vitest';
import { EMPTY_STATEMENT } from '../console/console-config.ts';
import { USUAL_LOOK } from '../pages/kit/page-look.ts';
import { loadSettings } from './settings.ts';

const look = (variables: Record<string, string>) =>
  loadSettings({ REGIE_ENV: 'dev', ...variables }).app.pageLook;

it('has a look of its own where nothing is set', () => {
  expect(look({})).toEqual(USUAL_LOOK);
});

describe('PAGES_ACCENT_COLOR', () => {
  it.each([
    ['#000091', '#000091'],
    ['#C9191E', '#c9191e'],
    ['#060', '#006600'],
    ['#767676', '#767676'],
  ])('takes %s', (written, expected) => expect(look({ PAGES_ACCENT_COLOR: written }).accent).toBe(expected));

  it.each(['#ffcc00', '#777777', '#fff'])('refuses %s, which few can read on white', (written) => {
    expect(() => look({ PAGES_ACCENT_COLOR: written })).toThrow(
      'PAGES_ACCENT_COLOR: must have a contrast of at least 4.5 to 1 to white',
    );
  });

  it.each(['red', '000091', '#00009', 'rgb(0,0,0)', '#000091; } body { display: none'])(
    'refuses %s',
    (written) => {
      expect(() => look({ PAGES_ACCENT_COLOR: written })).toThrow('PAGES_ACCENT_COLOR: must be a colour as');
    },
  );
});

describe('PAGES_LOGO', () => {
  it.each(['https://static.example.fr/logo.svg', 'data:image/svg+xml;base64,PHN2Zy8+'])(
    'takes %s',
    (written) => expect(look({ PAGES_LOGO: written }).logo).toBe(written),
  );

  it.each([
    'http://static.example.fr/logo.svg',
    'javascript:alert(1)',
    'data:text/html;base64,PHN2Zy8+',
    "https://a.fr/x;script-src 'unsafe-inline'",
    '//a.fr/logo.svg',
    'https://a.fr/?a=b',
    'https://user:password@a.fr/logo.png',
    '/logo.svg',
  ])('refuses %s', (written) => {
    expect(() => look({ PAGES_LOGO: written })).toThrow('PAGES_LOGO: must be an https address');
  });

  it('refuses a picture that every page would be slow with', () => {
    const picture = `data:image/png;base64,${'A'.repeat(40_000)}`;
    expect(() => look({ PAGES_LOGO: picture })).toThrow('PAGES_LOGO: must have at most 40000 characters');
  });
});

describe('the accessibility statement', () => {
  const statement = (variables: Record<string, string>) =>
    loadSettings({ REGIE_ENV: 'dev', ...variables }).app.console.statement;

  it('says nothing where nothing is set', () => {
    expect(statement({})).toEqual(EMPTY_STATEMENT);
  });

  it('says what is set', () => {
    expect(
      statement({
        PAGES_ACCESSIBILITY_PUBLISHER: 'Mairie d’Évry',
        PAGES_ACCESSIBILITY_DATE: '2026-09-15',
        PAGES_ACCESSIBILITY_RATE: '82.5 %',
        PAGES_ACCESSIBILITY_GAPS_FR: ' Une carte, sans texte ; | | Un tableau. ',
        PAGES_ACCESSIBILITY_CONTACT: 'accessibilite@evry.fr',
        PAGES_ACCESSIBILITY_PLAN_URL: 'https://evry.fr/schema.pdf',
      }),
    ).toEqual({
      publisher: 'Mairie d’Évry',
      date: '2026-09-15',
      rate: 82.5,
      gaps: { fr: ['Une carte, sans texte ;', 'Un tableau.'], en: [] },
      contact: 'accessibilite@evry.fr',
      planUrl: 'https://evry.fr/schema.pdf',
    });
  });

  it.each([
    ['PAGES_ACCESSIBILITY_DATE', '15/09/2026', 'must be a day'],
    ['PAGES_ACCESSIBILITY_RATE', '101', 'must be a percentage'],
    ['PAGES_ACCESSIBILITY_RATE', 'most', 'must be a percentage'],
    ['PAGES_ACCESSIBILITY_CONTACT', 'javascript:alert(1)', 'must be an e-mail address'],
    ['PAGES_ACCESSIBILITY_CONTACT', 'http://evry.fr/', 'must be an e-mail address'],
    ['PAGES_ACCESSIBILITY_PLAN_URL', 'javascript:alert(1)', 'must be an http(s) URL'],
    ['PAGES_ACCESSIBILITY_GAPS_EN', 'x'.repeat(10_001), 'must have at most 10000 characters'],
  ])('refuses %s=%s', (name, value, problem) => {
    expect(() => statement({ [name]: value })).toThrow(`${name}: ${problem}`);
  });
});

describe('CONSOLE_SERVICES_URL', () => {
  const services = (written: string) =>
    loadSettings({ REGIE_ENV: 'dev', CONSOLE_SERVICES_URL: written }).app.console.services;

  it.each([
    ['', undefined],
    [
      'https://suite.example.fr/api/services/?operator=1',
      'https://suite.example.fr/api/services/?operator=1',
    ],
    ['http://localhost:8960/services.json', 'http://localhost:8960/services.json'],
  ])('takes %j', (written, expected) => expect(services(written)).toBe(expected));

  it.each([
    'http://suite.example.fr/',
    "https://a.fr/x;script-src 'unsafe-inline'",
    'https://a.fr/a,b',
    'https://user:password@a.fr/',
    'javascript:alert(1)',
    'data:application/json,{}',
    '/services.json',
  ])('refuses %s', (written) => {
    expect(() => services(written)).toThrow('CONSOLE_SERVICES_URL: must be an https address');
  });
});
