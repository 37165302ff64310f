import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Development, openDevelopment } from '../support/development.ts';
import { eventually } from '../support/eventually.ts';
import type { LauncherProcess } from '../support/launcher-process.ts';
import { stillRunning } from '../support/process-tree.ts';
import { signIn } from '../support/signed-in-client.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';

let development: Development;
let surroundings: Surroundings;
beforeAll(async () => {
  development = await openDevelopment();
  surroundings = await startSurroundings(development.url);
});
afterAll(async () => {
  await development?.close();
  await surroundings?.close();
});

/** What makes Régie use the systems from outside. */
function given(): Record<string, string> {
  const { REGIE_ENV: _, PORT: __, REGIE_PUBLIC_URL: ___, ...variables } = surroundings.environment;
  return variables;
}

it('uses the systems that the environment gives, and starts the application alone', async () => {
  const launcher = await development.start(given());
  await launcher.ready();
  const started = await launcher.descendants();
  expect(started).toHaveLength(1);
  expect(await development.postgres()).toBeUndefined();

  const { regie } = await signIn(development.url);
  const domain = { name: 'outside.example.fr', supportEmail: 's@outside.example.fr' };
  expect(await regie.mailDomains.create.mutate(domain)).toMatchObject({ status: 'enabled' });
  expect(surroundings.dimail.control.dump().domains.map(({ name }) => name)).toContain(domain.name);
  const { rows } = await surroundings.database.pool.query('SELECT name FROM mail_domain');
  expect(rows).toEqual([{ name: domain.name }]);

  launcher.signal('SIGTERM');
  expect(await launcher.ended).toEqual({ code: 0, signal: null });
  expect(await stillRunning(started)).toEqual([]);
  const output = launcher.lines.join('\n');
  expect(output).not.toContain('people@people.world');
  expect(output).not.toContain(new URL(given()['DATABASE_URL'] ?? '').password);
});

const WAYS: readonly (readonly [string, (npm: LauncherProcess) => void])[] = [
  ['SIGTERM to npm, which does not pass it on', (npm) => npm.signal('SIGTERM')],
  ['Ctrl-C, which npm, its shell and the launcher all receive', (npm) => npm.signalGroup('SIGINT')],
];

it.each(WAYS)('as `npm start`, it stops on %s', async (_, stop) => {
  const npm = await development.start(given(), { throughNpm: true });
  await npm.ready();
  const started = await npm.descendants();
  expect(started.length).toBeGreaterThan(1);
  stop(npm);
  await npm.says(/everything is stopped/);
  await eventually(async () => expect(await stillRunning(started)).toEqual([]));
});
