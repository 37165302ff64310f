import { expect, it } from 'vitest';
import { makeConfigCommand } from '../../src/infrastructure/command-line/installation/config-command.ts';
import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import { variables as declared } from '../../src/infrastructure/config/values/variable.ts';
import { PRODUCTION } from '../support/production-environment.ts';

type Row = Readonly<Record<string, unknown>>;

async function config(variables: Readonly<Record<string, string>>, ...words: string[]) {
  const lines: string[] = [];
  const command = makeConfigCommand({ variables, print: (line) => void lines.push(line) });
  const failure = await command.parseAsync(words, { from: 'user' }).then(
    () => undefined,
    (error: Error) => error,
  );
  return { lines, failure, text: lines.join('\n') };
}

async function rowsOf(variables: Readonly<Record<string, string>>) {
  const { lines, failure } = await config(variables, '--json');
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const named = Object.fromEntries(rows.filter(({ name }) => name).map((row) => [row['name'], row]));
  const warnings = rows.flatMap(({ warning }) => (warning === undefined ? [] : [String(warning)]));
  return { named: named as Readonly<Record<string, Row>>, warnings, failure };
}

it('has every setting of the schema, in its order, with value and source', async () => {
  const { named, failure } = await rowsOf({ ...PRODUCTION, DATABASE_POOL_SIZE: '33' });
  expect(failure).toBeUndefined();
  expect(Object.keys(named)).toEqual(Object.keys(environmentSchema.shape));
  expect(named['DATABASE_POOL_SIZE']).toEqual({
    name: 'DATABASE_POOL_SIZE',
    value: '33',
    is_secret: false,
    source: 'environment',
    read_from: 'DATABASE_POOL_SIZE',
    is_used: true,
    problems: [],
  });
  expect(named['JOB_CONCURRENCY']).toMatchObject({ value: '8', source: 'default', read_from: null });
  expect(named['METRICS_ADDRESS']).toMatchObject({ value: null, source: 'unset' });
  const development = await rowsOf({ REGIE_ENV: 'dev' });
  expect(development.named['LISTEN_ADDRESS']).toMatchObject({ value: '127.0.0.1', source: 'development' });
});

it('names the other variable that a value was read from', async () => {
  const { REGIE_SECRET_KEY: key = '', ...others } = PRODUCTION;
  const given = { ...others, DJANGO_SECRET_KEY: key };
  const { named, failure } = await rowsOf(given);
  expect(failure).toBeUndefined();
  expect(named['REGIE_SECRET_KEY']).toMatchObject({ read_from: 'DJANGO_SECRET_KEY', value: null });
  expect((await config(given)).text).toContain('REGIE_SECRET_KEY\t(hidden)\tenvironment (DJANGO_SECRET_KEY)');
});

it('shows no secret, in any form, right or wrong', async () => {
  const secrets = Object.entries(environmentSchema.shape)
    .filter(([, schema]) => declared.get(schema)?.secret)
    .map(([name]) => name);
  expect(secrets.length).toBeGreaterThan(8);
  const given = Object.fromEntries(secrets.map((name, n) => [name, `hidden-${n}-https://a:b@c`]));
  for (const variables of [given, { ...PRODUCTION, ...given }, { REGIE_ENV: 'dev', ...given }])
    for (const words of [[], ['--json']]) {
      const { text, failure } = await config(variables, ...words);
      expect(`${text}${failure?.message}`).not.toMatch(/hidden-\d/);
    }
});

it('knows of every setting that sounds like a secret whether it is one', () => {
  const sounding = Object.entries(environmentSchema.shape)
    .filter(([name]) => /SECRET|(?:PASSWORD|CREDENTIALS|TOKEN|DSN|_KEYS?|PRIVATE_KEY_STR)$/.test(name))
    .filter(([, schema]) => !declared.get(schema)?.secret)
    .map(([name]) => name);
  // This one is true or false.
  expect(sounding).toEqual(['SEND_MAILBOX_PASSWORD']);
});

it('works though the configuration is wrong, and says by variable what is', async () => {
  const { DATABASE_URL: _url, ...others } = PRODUCTION;
  const { named, failure } = await rowsOf({ ...others, PORT: 'eighty', DB_HOST: '' });
  expect(failure).toHaveProperty('name', 'ConfigurationError');
  expect(named['PORT']).toMatchObject({ value: 'eighty', problems: ['must be a number'] });
  expect(failure?.message).toContain('PORT: must be a number');
  const nothing = await rowsOf({});
  expect(nothing.named['REGIE_ENV']?.['problems']).toHaveLength(1);
  expect(nothing.named['REGIE_SECRET_KEY']?.['problems']).toEqual(['is required']);
});

it('names variables that change nothing, and settings that are risky', async () => {
  const { warnings } = await rowsOf({
    ...PRODUCTION,
    REDIS_URL: 'redis://somewhere',
    REGIE_SECRET_KEI: 'x',
    OIDC_VERIFY_SSL: 'false',
  });
  expect(warnings.join('\n')).toMatch(/REDIS_URL is set and changes nothing/);
  expect(warnings.join('\n')).toMatch(/REGIE_SECRET_KEI is set and is no setting: is REGIE_SECRET_KEY meant/);
  expect(warnings.join('\n')).toMatch(/OIDC_VERIFY_SSL is off/);
});

it('keeps a row on one line', async () => {
  const { lines } = await config({ ...PRODUCTION, OIDC_RP_SCOPES: `openid\n${'x'.repeat(5_000)}` });
  for (const line of lines) expect(line.split('\t').length).toBeLessThanOrEqual(3);
  expect(lines.every((line) => !line.includes('\n') && line.length < 600)).toBe(true);
});
