import { describe, expect, it } from 'vitest';
import { parseContactData } from './contact-data.ts';

const nested = (depth: number): unknown => (depth === 0 ? 'bottom' : [nested(depth - 1)]);
const custom = (value: unknown) => ({ addresses: [{ extra: value }] });

describe('contact information', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    [
      'empty lists',
      { emails: [], phones: [], addresses: [], links: [], organizations: [], customFields: {} },
    ],
    [
      'everything',
      {
        emails: [
          { type: 'Work', value: 'a@b.fr' },
          { type: 'Other', value: 'not an email' },
        ],
        phones: [{ type: 'Work Fax', value: '+33' }],
        addresses: [
          {},
          { type: 'Home', street: '1 rue X', city: 'Évry', state: '', zip: '91000', country: 'F' },
        ],
        links: [{ type: 'LinkedIn', value: 'no url' }],
        customFields: { 'any key': 'any text' },
        organizations: [{ name: 'DINUM', department: 'D', jobTitle: 'J' }, { name: 'x' }],
      },
    ],
    ['other keys in entries', { emails: [{ type: 'Work', value: 'x', note: { a: [1, null, true] } }] }],
    ['emoji', { customFields: { '😀': '👩‍👩‍👧' } }],
    ['some depth', custom(nested(10))],
  ])('takes %s', (_name, data) => expect(parseContactData(data)).toBe(data));

  it.each<[unknown, string, string]>([
    [null, '', "None is not of type 'object'"],
    ['str', '', "'str' is not of type 'object'"],
    [12.5, '', "12.5 is not of type 'object'"],
    [true, '', "True is not of type 'object'"],
    [[], '', "[] is not of type 'object'"],
    [{ bogus: 1 }, '', "Additional properties are not allowed ('bogus' was unexpected)"],
    [{ a: 1, emails: 1, b: 2 }, '', "Additional properties are not allowed ('a', 'b' were unexpected)"],
    [
      JSON.parse('{"__proto__": 1}'),
      '',
      "Additional properties are not allowed ('__proto__' was unexpected)",
    ],
    [{ emails: 'a@b.fr' }, 'emails', "'a@b.fr' is not of type 'array'"],
    [{ phones: {} }, 'phones', "{} is not of type 'array'"],
    [{ links: null }, 'links', "None is not of type 'array'"],
    [{ emails: ['a@b.fr'] }, 'emails.0', "'a@b.fr' is not of type 'object'"],
    [
      { emails: [{ type: 'Bad', value: 'x' }] },
      'emails.0.type',
      "'Bad' is not one of ['Work', 'Home', 'Other']",
    ],
    [
      { emails: [{ type: 'Main', value: 'x' }] },
      'emails.0.type',
      "'Main' is not one of ['Work', 'Home', 'Other']",
    ],
    [{ emails: [{ value: 'x' }] }, 'emails.0', "'type' is a required property"],
    [
      { phones: [{ type: 'Home', value: 'x' }, { type: 'Home' }] },
      'phones.1',
      "'value' is a required property",
    ],
    [{ links: [{ type: 'Blog', value: 5 }] }, 'links.0.value', "5 is not of type 'string'"],
    [
      { addresses: [{ type: 'Work', city: ["it's"] }] },
      'addresses.0.city',
      `["it's"] is not of type 'string'`,
    ],
    [{ addresses: [{ zip: null }] }, 'addresses.0.zip', "None is not of type 'string'"],
    [{ organizations: [{}] }, 'organizations.0', "'name' is a required property"],
    [
      { organizations: [{ name: 'x', jobTitle: {} }] },
      'organizations.0.jobTitle',
      "{} is not of type 'string'",
    ],
    [{ customFields: [] }, 'customFields', "[] is not of type 'object'"],
    [{ customFields: { a: 1 } }, 'customFields.a', "1 is not of type 'string'"],
    // The least deep problem is reported, wherever it is in the value.
    [{ emails: [{ type: 'Bad', value: 'x' }], phones: 1 }, 'phones', "1 is not of type 'array'"],
    [{ customFields: { a: 'nul\0' } }, 'customFields.a', 'the text has characters that cannot be stored'],
    [{ customFields: { a: '\ud800' } }, 'customFields.a', 'the text has characters that cannot be stored'],
    [{ customFields: { 'a\0': 'b' } }, 'customFields', 'a key has characters that cannot be stored'],
    [custom({ deep: ['\0'] }), 'addresses.0.extra.deep.0', 'the text has characters that cannot be stored'],
  ])('refuses %j', (data, path, reason) => {
    expect(() => parseContactData(data)).toThrow(
      expect.objectContaining({ code: 'contact.data_invalid', params: { path, reason } }),
    );
  });

  it('refuses what is nested deeper than any storage bears, without going there', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(() => parseContactData(custom(deep))).toThrow(
      expect.objectContaining({
        params: {
          path: expect.stringMatching(/^addresses\.0\.extra/),
          reason: 'the value is nested too deeply',
        },
      }),
    );
    expect(() => parseContactData({ emails: deep })).toThrow(
      expect.objectContaining({ params: { path: 'emails.0', reason: "[[[...]]] is not of type 'object'" } }),
    );
  });

  it('quotes no more than a little of a long value', () => {
    const refuse = () => parseContactData({ emails: 'x'.repeat(1_000_000) });
    expect(refuse).toThrow(
      expect.objectContaining({ params: { path: 'emails', reason: expect.stringMatching(/^.{1,250}$/) } }),
    );
  });

  it('is required', () => {
    expect(() => parseContactData(undefined)).toThrow(
      expect.objectContaining({ code: 'contact.data_required' }),
    );
  });
});
