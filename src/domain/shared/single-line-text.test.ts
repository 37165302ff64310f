import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestLine, problemsOfLine, singleLine } from './single-line-text.ts';

describe('a single line', () => {
  it.each([
    ['is composed', 'Jose\u0301', 'José'],
    ['has no spaces at its ends', ' \u00a0Voirie\n', 'Voirie'],
    ['may join emoji', '👩🏽‍🚒 ❤️‍🔥 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇫🇷', '👩🏽‍🚒 ❤️‍🔥 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇫🇷'],
    ['may be Arabic', 'مصلحة الطرق', 'مصلحة الطرق'],
    ['may be Arabic with a mark of direction', '\u200fأحمد\u200f (Ahmed)', '\u200fأحمد\u200f (Ahmed)'],
    ['may be Hebrew', 'שלום עליכם', 'שלום עליכם'],
    ['may be Persian, with what keeps letters apart', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['may be Hindi, with what joins letters', 'क्\u200dष', 'क्\u200dष'],
    ['may be Vietnamese', 'Nguye\u0302\u0303n', 'Nguyễn'],
    ['may be Korean, composed', '\u1112\u1161\u11ab', '한'],
    ['may be one letter', 'O', 'O'],
    ['may be a symbol', '—', '—'],
  ])('%s', (_what, text, line) => {
    expect(singleLine(text)).toBe(line);
    expect(problemsOfLine(line)).toEqual([]);
  });

  it.each([
    '',
    '   ',
    '\n',
    '\u200b',
    '\u200b\u200b',
    '\u00ad',
    '\u034f',
    '\u115f\u1160',
    '\u180e',
    '\u2060\ufeff',
    '\u2800',
    '\u3164',
    '\uffa0',
    '\u202e\u202c',
    '\ufe0f',
    '\u{e0020}\u{e007f}',
    '\u{1d159}',
    ' \u3000\u200d ',
  ])('k14-invisible is none of %j', (text) => {
    expect(singleLine(text)).toBe('');
    expect(nearestLine(text)).toBe('');
  });

  it.each([
    ['a\0b', ['null_characters']],
    ['\0', ['null_characters']],
    ['a\ud800', ['surrogate_characters']],
    ['\ude00\ud83d', ['surrogate_characters']],
    ['a\r\nb', ['control_characters']],
    ['a\tb', ['control_characters']],
    ['\u001b[31m', ['control_characters']],
    ['a\u0085b', ['control_characters']],
    ['a\u2028b', ['control_characters']],
    ['a\0\u0007\ud800b', ['null_characters', 'surrogate_characters', 'control_characters']],
  ])('k7-nul-name is not %j', (text, problems) => {
    expect(problemsOfLine(singleLine(text))).toEqual(problems);
  });
});

describe('the nearest line', () => {
  it.each([
    ['a\0b', 'ab'],
    ['Ana\r\nPetit', 'Ana Petit'],
    ['\u0007Ana\ud800\t', 'Ana'],
    ['Jose\u0301', 'José'],
    ['\u2028\u200b', ''],
  ])('to %j is %j', (text, line) => expect(nearestLine(text)).toBe(line));

  it('is a single line, and the nearest to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = nearestLine(text);
        expect(problemsOfLine(line)).toEqual([]);
        expect(singleLine(line)).toBe(line);
        expect(nearestLine(line)).toBe(line);
      }),
    );
  });

  it('is the line itself of what can be one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const line = singleLine(text);
        fc.pre(problemsOfLine(line).length === 0);
        expect(nearestLine(line)).toBe(line);
      }),
    );
  });
});
