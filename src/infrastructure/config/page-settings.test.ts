import { describe, expect, it } from 'vitest';
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
