import { describe, expect, it } from 'vitest';
import { readableReason } from './readable-reason.ts';

describe('readableReason', () => {
  it.each([
    ['a sentence', { detail: 'Domain already exists' }, 'Domain already exists'],
    [
      'a list of problems, without the values sent',
      { detail: [{ type: 'string_type', loc: ['body', 'surName'], msg: 'Not a string', input: 's3cret' }] },
      'surName: Not a string',
    ],
    ['a detail of another type', { detail: 12 }, ''],
    ['no detail', {}, ''],
    ['a very long sentence, cut', { detail: 'x'.repeat(1000) }, 'x'.repeat(300)],
  ])('reads %s', (_name, body, expected) => {
    expect(readableReason({ text: JSON.stringify(body) })).toBe(expected);
  });

  it('finds nothing to quote in a text body', () => {
    expect(readableReason({ text: 'Internal Server Error' })).toBe('');
  });
});
