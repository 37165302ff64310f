import { describe, expect, it } from 'vitest';
import { nestedFields } from './nested-fields.ts';

describe('fields of a form', () => {
  it.each<[Readonly<Record<string, string>>, unknown]>([
    [
      { name: 'a', role: 'b' },
      { name: 'a', role: 'b' },
    ],
    [
      { 'data[emails][0][type]': 'Work', 'data[emails][0][value]': 'a@b.fr' },
      { data: { emails: [{ type: 'Work', value: 'a@b.fr' }] } },
    ],
    [
      { 'data.emails[0].type': 'Work', 'data.emails[1].type': 'Home' },
      { data: { emails: [{ type: 'Work' }, { type: 'Home' }] } },
    ],
    [{ 'ids[]': 'a' }, { ids: ['a'] }],
    [{ 'ids[0]': 'a', 'ids[1]': 'b' }, { ids: ['a', 'b'] }],
    [{ a: 'x', 'a[b]': 'y' }, { a: { b: 'y' } }],
    [
      { 'a[b': 'x', '[a]': 'y', '.': 'z' },
      { 'a[b': 'x', '[a]': 'y', '.': 'z' },
    ],
  ])('%j', (fields, expected) => {
    expect(nestedFields(Object.entries(fields))).toEqual(expected);
  });

  it('of a name given twice the last counts, and items are added in order', () => {
    expect(
      nestedFields([
        ['a', '1'],
        ['a', '2'],
        ['b[]', '1'],
        ['b[]', '2'],
      ]),
    ).toEqual({ a: '2', b: ['1', '2'] });
  });

  it('are members of their own, whatever their names', () => {
    const made = nestedFields([
      ['__proto__[polluted]', 'yes'],
      ['constructor.prototype.x', 'y'],
    ]);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(made)).toEqual(['__proto__', 'constructor']);
  });

  it.each(['a[7]', `a${'[b]'.repeat(30)}`])('are refused when they make no sense: %s', (name) => {
    expect(() => nestedFields([[name, 'x']])).toThrow();
  });
});
