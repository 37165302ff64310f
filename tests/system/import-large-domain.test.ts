import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundledProgram, RUN_BUNDLED } from '../../dev/companion/bundled-program.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { type Surroundings, startSurroundings } from '../support/surroundings.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'infrastructure', 'main.ts');
const MAILBOXES = 20_000;
/** Several times the size of the list of 20,000 mailboxes in memory. */
const HEAP_MB = 64;
const DOMAIN = 'grande-ville.fr';

let surroundings: Surroundings;
let program: string;

beforeAll(async () => {
  [surroundings, program] = await Promise.all([
    startSurroundings('http://localhost:1'),
    bundledProgram(PROGRAM),
  ]);
  const { database, dimail } = surroundings;
  const mailDomain = makeMailDomain({
    name: DOMAIN,
    status: 'enabled',
    registration: { state: 'registered' },
  });
  await new PgUnitOfWork(database.pool, new SecretBox('a secret key that only tests use')).run(
    ({ mailDomains }) => mailDomains.insert(mailDomain),
  );
  const { outOfBand } = dimail.control;
  outOfBand.addDomain(DOMAIN);
  for (let number = 0; number < MAILBOXES; number += 1) {
    const names = { givenName: `Prénom ${number}`, surName: 'Martin', displayName: `${number}` };
    outOfBand.addMailbox({ email: `agent-${number}@${DOMAIN}`, names });
  }
  outOfBand.addMailbox({ email: `éloïse@${DOMAIN}` });
});
afterAll(() => surroundings.close());

/** Runs `drift compare`; `whileRunning` gets its output so far, and may kill it. */
async function compare(whileRunning: (output: string, kill: () => void) => void = () => undefined) {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, ...RUN_BUNDLED, program, 'drift', 'compare', DOMAIN],
    { env: { ...process.env, ...surroundings.environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [output, progress] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => {
    output += String(piece);
    whileRunning(output, () => child.kill('SIGKILL'));
  });
  child.stderr.on('data', (piece: Buffer) => {
    progress += String(piece);
  });
  const [code] = await once(child, 'close');
  return { code, output, progress };
}

const stored = async (): Promise<number> => {
  const { rows } = await surroundings.database.pool.query<{ total: number }>(
    'SELECT count(*)::int AS total FROM mailbox',
  );
  return rows[0]?.total ?? 0;
};

it('imports 20,000 mailboxes in little memory, tells row by row, and goes on after a kill', async () => {
  const killed = await compare((output, kill) => {
    if (output.split('\n').length > 2_000) kill();
  });
  expect(killed.code).toBeNull();
  const atKill = await stored();
  expect(atKill).toBeGreaterThanOrEqual(1_999);
  expect(atKill).toBeLessThan(MAILBOXES);

  const { code, output, progress } = await compare();
  expect({ code, problems: progress.includes('rror') ? progress : '' }).toEqual({ code: 0, problems: '' });
  expect(await stored()).toBe(MAILBOXES);
  const lines = output.split('\n');
  expect(lines.filter((line) => line.endsWith(': imported'))).toHaveLength(MAILBOXES - atKill);
  expect(lines).toContain(`mailbox éloïse@${DOMAIN}: skipped (invalid_local_part)`);
  expect(output).toContain(`${DOMAIN}: ${MAILBOXES + 2} rows compared`);
  expect(progress).toMatch(new RegExp(`comparing ${DOMAIN}: \\d+ of \\d+`));
});
