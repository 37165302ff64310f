import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeneratedFile, staleFiles, writeFiles } from '../../scripts/generators/generated-file.ts';

describe('generated files', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'generated-'));
  });
  afterAll(() => rm(root, { recursive: true }));

  const file = (path: string, content: string): GeneratedFile => ({ path, make: async () => content });

  it('writes what is missing or out of date, and only that', async () => {
    const [first, second] = [file('a/first.ts', 'one'), file('a/b/second.ts', 'two')];
    expect(await staleFiles([first, second], root)).toEqual([first.path, second.path]);
    expect(await writeFiles([first, second], root)).toEqual([first.path, second.path]);
    expect(await readFile(join(root, second.path), 'utf8')).toBe('two');
    expect(await staleFiles([first, second], root)).toEqual([]);

    await writeFile(join(root, first.path), 'edited by hand');
    expect(await staleFiles([first, second], root)).toEqual([first.path]);
    expect(await writeFiles([first, second], root)).toEqual([first.path]);
    expect(await readFile(join(root, first.path), 'utf8')).toBe('one');
  });
});
