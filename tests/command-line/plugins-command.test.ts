import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PluginPorts } from '../../src/application/organization/plugins/plugin.ts';
import { makePluginsCommand } from '../../src/infrastructure/command-line/installation/plugins-command.ts';
import { NotAsItShouldBe } from '../../src/infrastructure/command-line/output/exit-codes.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import {
  makeProductionAdapters,
  type ProductionAdapters,
} from '../../src/infrastructure/production-adapters.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let production: ProductionAdapters;
let ports: PluginPorts;
beforeAll(async () => {
  folder = await temporaryFolder();
  production = makeProductionAdapters(loadSettings({ REGIE_ENV: 'dev' }), 'test', new RecordingLogger());
  ports = { ...production.adapters, settings: { requireValidSiret: false } };
});
afterAll(async () => {
  await production?.close();
  await folder?.remove();
});

/** A plugin of an operator: a file. @returns its name in `INSTALLED_PLUGINS` */
async function plugin(name: string, source: (address: string) => string): Promise<string> {
  const file = join(folder.path, `${name}.mjs`);
  const address = pathToFileURL(file).href;
  await writeFile(file, source(address));
  return address;
}

async function plugins(names: readonly string[], ...words: string[]) {
  const lines: string[] = [];
  const command = makePluginsCommand({
    run: (work) => work(names, ports),
    print: (line) => void lines.push(line),
  });
  const failure: unknown = await command.parseAsync(words, { from: 'user' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { lines, failure };
}

const hooks = (names: string) => (address: string) =>
  `export const createPlugin = () => ({ name: '${address}', hooks: { ${names} } });`;

it('names what each is called for', async () => {
  const own = await plugin(
    'own',
    hooks('async organizationAccessGranted() {}, async organizationCreated() {}'),
  );
  const { lines, failure } = await plugins(['plugins.la_suite', own], '--json');
  expect(failure).toBeUndefined();
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { name: 'plugins.la_suite', is_right: true, hooks: ['organizationCreated'], problem: null },
    { name: own, is_right: true, hooks: ['organizationCreated', 'organizationAccessGranted'], problem: null },
  ]);
  expect(await plugins([])).toEqual({ lines: [], failure: undefined });
});

it('says what keeps one from being loaded, or called, beside those that are right', async () => {
  const broken = await plugin('broken', () => `throw new Error('no licence');`);
  const empty = await plugin('empty', () => 'export const create = 1;');
  const misspelt = await plugin('misspelt', hooks('async organisationCreated() {}'));
  const renamed = await plugin(
    'renamed',
    () => `export const createPlugin = () => ({ name: 'x', hooks: {} });`,
  );
  const { lines, failure } = await plugins([
    'no-such-package',
    broken,
    empty,
    misspelt,
    renamed,
    'plugins.la_suite',
  ]);
  expect(failure).toBeInstanceOf(NotAsItShouldBe);
  expect(lines.map((line) => line.split('\t')[0])).toEqual(['NO', 'NO', 'NO', 'NO', 'NO', 'ok']);
  for (const [index, words] of [
    'no-such-package',
    'no licence',
    'exports no function createPlugin',
    'organisationCreated: no such hook',
    'it calls itself x',
  ].entries())
    expect(lines[index]).toContain(words);
});
