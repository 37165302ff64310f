import { describe, expect, it } from 'vitest';
import { clientAddressProblem, clientOriginProblem } from './client-address.ts';

const STRICT = { allowsPlainHttp: false };
const LONG = `https://rp.example/${'a'.repeat(981)}`;

describe('an address of a client', () => {
  it.each([
    ['https://rp.example/cb', undefined],
    ['https://rp.example', undefined],
    ['https://rp.example/', undefined],
    ['https://rp.example:8443/cb', undefined],
    ['https://rp.example/cb?dummy1=lorem&dummy2=ipsum', undefined],
    ['https://rp.example?dummy1=lorem', undefined],
    ['https://rp.example/a%20b?next=%2Fhome', undefined],
    ['https://xn--mairie-dvign-lbb.fr/cb', undefined],
    ['http://localhost/cb', undefined],
    ['http://localhost:8080/cb', undefined],
    ['http://127.0.0.1:1/cb', undefined],
    ['http://127.8.9.1/cb', undefined],
    ['http://[::1]:8080/cb', undefined],
    [LONG, undefined],
    [`${LONG}a`, 'too_long'],
    ['https://*.rp.example/cb', 'wildcard'],
    ['https://rp.example/*', 'wildcard'],
    ['https://rp.example/cb?next=*', 'wildcard'],
    ['https://rp.example/cb#', 'fragment'],
    ['https://rp.example/cb#top', 'fragment'],
    ['', 'not_a_web_address'],
    ['rp.example/cb', 'not_a_web_address'],
    ['//rp.example/cb', 'not_a_web_address'],
    ['/cb', 'not_a_web_address'],
    ['https://', 'not_a_web_address'],
    ['javascript:alert(1)', 'not_a_web_address'],
    ['data:text/html,hello', 'not_a_web_address'],
    ['com.example.app:/cb', 'not_a_web_address'],
    ['ftp://rp.example/cb', 'not_a_web_address'],
    ['https://user@rp.example/cb', 'user_info'],
    ['https://:secret@rp.example/cb', 'user_info'],
    ['https://rp.example@evil.example/cb', 'user_info'],
    ['https://@rp.example/cb', 'not_canonical'],
    ['HTTPS://rp.example/cb', 'not_canonical'],
    ['https://RP.example/cb', 'not_canonical'],
    ['https://rp.example:443/cb', 'not_canonical'],
    ['https://rp.example/a/../cb', 'not_canonical'],
    ['https://rp.example/a/%2e%2e/cb', 'not_canonical'],
    ['https://rp.example\\@evil.example/cb', 'not_canonical'],
    ['https://rp.example/c b', 'not_canonical'],
    ['https://rp.example/cb\n', 'not_canonical'],
    [' https://rp.example/cb', 'not_canonical'],
    ['https:/rp.example/cb', 'not_canonical'],
    ['https://mairie-dévigné.fr/cb', 'not_canonical'],
    ['https://rp.example/é', 'not_canonical'],
    ['http://127.1/cb', 'not_canonical'],
    ['http://2130706433/cb', 'not_canonical'],
    ['http://rp.example/cb', 'plain_http'],
    ['http://localhost.evil.example/cb', 'plain_http'],
    ['http://localhost./cb', 'plain_http'],
    ['http://127.0.0.1.evil.example/cb', 'plain_http'],
    ['http://192.168.1.1/cb', 'plain_http'],
  ])('%s: %s', (address, problem) => {
    expect(clientAddressProblem(address, STRICT)).toBe(problem);
  });

  it('may do without encryption in development, and has the other rules', () => {
    const policy = { allowsPlainHttp: true };
    expect(clientAddressProblem('http://keycloak:8083/realms/people/broker/cb', policy)).toBeUndefined();
    expect(clientAddressProblem('http://user@keycloak:8083/', policy)).toBe('user_info');
  });
});

describe('an origin of a client', () => {
  it.each([
    ['https://rp.example', undefined],
    ['https://rp.example:8443', undefined],
    ['http://localhost:3000', undefined],
    ['https://rp.example/', 'not_an_origin'],
    ['https://rp.example/cb', 'not_an_origin'],
    ['https://rp.example?a=b', 'not_an_origin'],
    ['http://rp.example', 'plain_http'],
    ['https://rp.example:443', 'not_canonical'],
    ['https://*.rp.example', 'wildcard'],
    ['*', 'wildcard'],
    ['null', 'not_a_web_address'],
  ])('%s: %s', (origin, problem) => {
    expect(clientOriginProblem(origin, STRICT)).toBe(problem);
  });
});
