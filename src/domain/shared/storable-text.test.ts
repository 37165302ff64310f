import { describe, expect, it } from 'vitest';
import { isStorable, storable, storableJson, unstorablePart } from './storable-text.ts';

describe('what can be stored', () => {
  it.each(['', 'a\r\nb\u0007', '👩‍👧', '\ufffd'])('is %j', (text) => {
    expect(isStorable(text)).toBe(true);
    expect(storable(text)).toBe(text);
  });

  it.each([
    ['a\0b', 'a\ufffdb'],
    ['\ud83d', '\ufffd'],
    ['\ude00x\ud83d', '\ufffdx\ufffd'],
  ])('is not %j', (text, shown) => {
    expect(isStorable(text)).toBe(false);
    expect(storable(text)).toBe(shown);
  });
});

describe('what cannot be stored of a JSON value', () => {
  it.each([
    ['a text', { a: [1, { b: 'x\0' }] }, { path: ['a', '1', 'b'], what: 'text' }],
    ['a key', { a: { '\ud800': 1 } }, { path: ['a'], what: 'key' }],
    ['too deep a value', { a: { b: { c: { d: 1 } } } }, { path: ['a', 'b', 'c'], what: 'depth' }],
    ['nothing', { a: ['b\n', null, true, 1] }, undefined],
  ])('is %s', (_what, value, part) => expect(unstorablePart(value, 3)).toEqual(part));

  it('is replaced where another system said it', () => {
    const value = { 'k\0': ['a\ud800', { b: '\\u0000', c: null, d: 1 }], e: '\0' };
    expect(storableJson(value)).toEqual({
      'k\ufffd': ['a\ufffd', { b: '\\u0000', c: null, d: 1 }],
      e: '\ufffd',
    });
    const fine = { a: 'b\\u0041', c: '👩‍👧' };
    expect(storableJson(fine)).toBe(fine);
    expect(storableJson(undefined)).toBeUndefined();
  });
});
