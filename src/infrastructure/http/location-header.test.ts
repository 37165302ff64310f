import { expect, it } from 'vitest';
import { locationHeader } from './location-header.ts';

it.each([
  ['/équipes/œuvre?q=1', '/%C3%A9quipes/%C5%93uvre?q=1'],
  ['https://a.fr/%C3%A9?x=a%2Bb#c', 'https://a.fr/%C3%A9?x=a%2Bb#c'],
  ['/a b\x7f\x00\r\n', '/a%20b%7F%00%0D%0A'],
  ['/👩‍👧', '/%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7'],
  ['/.//a/../b', '/.//a/../b'],
  ['/\ud800', '/%EF%BF%BD'],
])('sends %j', (address, sent) => expect(locationHeader(address)).toBe(sent));
