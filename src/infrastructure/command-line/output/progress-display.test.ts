import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { progressDisplay, progressLines } from './progress-display.ts';

it('draws a bar on a terminal, one after the other', async () => {
  const written: string[] = [];
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 200 });
  terminal.on('data', (data) => written.push(String(data)));
  const display = progressDisplay(terminal, () => 0);
  display.show('reading', 0, 4);
  display.show('reading', 4, 4);
  display.show('nothing', 0, 0);
  display.show('comparing', 2, 4);
  display.stop();
  const text = written.join('');
  expect(text).toMatch(/reading \[[^\]-]+\] 100 % \| 4 of 4/);
  expect(text).toMatch(/comparing \[[^\]]+\] 50 % \| 2 of 4/);
  expect(text).not.toContain('nothing');
});

it('tells the beginning and the end of each thing elsewhere, and between them a line a second', () => {
  let now = 0;
  const lines: string[] = [];
  const display = progressLines(
    (line) => lines.push(line),
    () => now,
  );
  for (const done of [0, 1, 2, 3, 4]) {
    display.show('reading', done, 4);
    now += 400;
  }
  display.show('nothing', 0, 0);
  expect(lines).toEqual(['reading: 0 of 4 (0 %)', 'reading: 3 of 4 (75 %)', 'reading: 4 of 4 (100 %)']);
});
