import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { refuses, takes } from '../../../tests/support/tried-settings.ts';
import { loadSettings } from './settings.ts';

describe('hosts that requests may name', () => {
  it('are that of the public address where nothing else is said', () => {
    expect(loadSettings(PRODUCTION).allowedHosts).toEqual(['api.example.fr']);
    const written = { ...PRODUCTION, REGIE_PUBLIC_URL: 'https://Régie.Example.FR:8443/regie/' };
    expect(loadSettings(written).allowedHosts).toEqual(['xn--rgie-bpa.example.fr']);
  });

  it('are that one in any case, as links to us lead there', () => {
    const settings = loadSettings({ ...PRODUCTION, DJANGO_ALLOWED_HOSTS: 'inside.example.fr, .example.net' });
    expect(settings.allowedHosts).toEqual(['inside.example.fr', '.example.net', 'api.example.fr']);
  });

  takes('DJANGO_ALLOWED_HOSTS', ['*', '.example.fr', '10.0.0.1', '[::1]']);
  refuses(
    'DJANGO_ALLOWED_HOSTS',
    [
      'https://api.example.fr',
      'api.example.fr:8071',
      'api.example.fr/',
      '*.example.fr',
      'api.example.fr.',
      'api.example.fr inside.example.fr',
      '["api.example.fr"]',
      "['api.example.fr','inside.example.fr']",
      '300.1.1.1',
      'régie.example.fr',
      ',',
    ],
    /must be (host names without scheme|items)/,
  );
});

refuses('REGIE_PUBLIC_URL', ['http://api.example.fr'], /must be an https URL: requests over http are sent/);
refuses(
  'REGIE_PUBLIC_URL',
  [
    'api.example.fr',
    'https://api.example.fr/?a=b',
    'https://api.example.fr/#top',
    '"https://api.example.fr"',
  ],
  /must be an http\(s\) URL/,
);
takes('REGIE_PUBLIC_URL', ['https://api.example.fr:8443', 'https://example.fr/regie/']);

for (const name of ['DJANGO_CSRF_TRUSTED_ORIGINS', 'DJANGO_CORS_ALLOWED_ORIGINS']) {
  refuses(
    name,
    [
      'desk.example.fr',
      'https://desk.example.fr/',
      'https://Desk.example.fr',
      'https://desk.example.fr:443',
      'https://desk.example.fr https://other.example.fr',
      '["https://desk.example.fr"]',
      'null',
      '*',
    ],
    /must be full origins in lower case without a final slash/,
  );
  takes(name, ['https://desk.example.fr', 'https://a.example.fr:8443, http://localhost:3000']);
}
takes('DJANGO_CSRF_TRUSTED_ORIGINS', ['https://*.example.fr']);
refuses('DJANGO_CORS_ALLOWED_ORIGINS', ['https://*.example.fr'], /must be full origins/);

refuses(
  'OIDC_REDIRECT_ALLOWED_HOSTS',
  ['https://desk.example.fr', 'Desk.example.fr', '*.example.fr', 'a b', 'a/b'],
  /must be hosts/,
);
takes('OIDC_REDIRECT_ALLOWED_HOSTS', ['desk.example.fr', 'localhost:3000, [::1]:8080']);
