import { expect, it } from 'vitest';
import { urlFailure, webhookUrlFailure } from './webhook-url.ts';

it.each([
  ['https://scim.example.com/Groups/1', undefined],
  ['https://scim.example.com:8443/Groups/1', undefined],
  ['https://scim.example.com:443/', undefined],
  ['http://scim.example.com/', 'plain_http'],
  ['https://user@scim.example.com/', 'credentials_in_url'],
  ['https://:secret@scim.example.com/', 'credentials_in_url'],
  ['https://scim.example.com:25/', 'forbidden_port'],
  ['https://scim.example.com:22/', 'forbidden_port'],
  ['ftp://scim.example.com/', 'unusable_url'],
  ['file:///etc/passwd', 'unusable_url'],
  ['scim.example.com/Groups/1', 'unusable_url'],
  ['https://', 'unusable_url'],
  ['', 'unusable_url'],
])('%s: %s', (url, failure) => {
  expect(urlFailure(url, { allowsPlainHttp: false })).toBe(failure);
});

it('lets an installation do without encryption', () => {
  expect(urlFailure('http://scim.example.com/', { allowsPlainHttp: true })).toBeUndefined();
});

it('wants a room in the address of a Matrix webhook', () => {
  const failureOf = (url: string) => webhookUrlFailure(url, 'matrix', { allowsPlainHttp: false });
  expect(failureOf('https://www.tchap.gouv.fr/#/room/!abc:agent.dinum.tchap.gouv.fr')).toBeUndefined();
  expect(failureOf('https://matrix.to/#/!room:home_server')).toBe('unusable_url');
  expect(failureOf('http://www.tchap.gouv.fr/#/room/!a:b.fr')).toBe('plain_http');
});
