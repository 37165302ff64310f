import { describe, expect, it } from 'vitest';
import { csvHeader, csvLine } from './csv-dialect.ts';

describe('a table', () => {
  it.each([
    ['a formula', '=1+1', `"'=1+1"`],
    ['a number with a sign', '+33 1', `"'+33 1"`],
    ['a minus', '-1', `"'-1"`],
    ['an address', '@a', `"'@a"`],
    ['a tabulator', '\t=1', `"'\t=1"`],
    ['a carriage return', '\ra', `"'\ra"`],
    ['a wide sign', '＝1', `"'＝1"`],
    ['a formula on a line of its own', "x\n=cmd|' /C calc'!A0", `"x\n'=cmd|' /C calc'!A0"`],
    ['one after a return', 'x\r\n-2', `"x\r\n'-2"`],
    ['a quote', 'a "b"', '"a ""b"""'],
    ['plain text', 'Voirie', '"Voirie"'],
    ['a sign inside a line', 'a=b', '"a=b"'],
  ])('holds %s as text', (_what, text, cell) => {
    expect(csvLine('csv', ['1', text, null])).toBe(`"1",${cell},\r\n`);
  });

  it('is one that Excel opens in French', () => {
    expect(csvHeader('excel', ['name', 'slug']) + csvLine('excel', ['Évry; grand', '=1', null, 3])).toBe(
      `\ufeffname;slug\r\n"Évry; grand";"'=1";;3\r\n`,
    );
  });
});
