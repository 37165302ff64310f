/**
 * `npm run drill:walk-through`: carries out "From nothing to the first person signed in" of docs/operating.md, block by block,
 * in a fresh folder: a PostgreSQL with the roles of the manual, the build, its settings, the schema, its nginx with
 * certificates of an authority of its own, `regie doctor`, the first staff, and the sign-in of a person. Options:
 * `--no-build` takes the programs that are built already.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { freePort } from '../../dev/companion/free-port.ts';
import { startDimail } from '../../dev/dimail/start-dimail.ts';
import { createAccounts } from '../../dev/dimail-accounts/create-accounts.ts';
import { startMailCatcher } from '../../dev/mail-catcher/start-mail-catcher.ts';
import { DEVELOPMENT_ACCOUNTS } from '../../dev/openid-provider/development-accounts.ts';
import { startOpenidProvider } from '../../dev/openid-provider/start-openid-provider.ts';
import { startEmbeddedPostgres } from '../../dev/postgres/embedded-postgres.ts';
import { startSiretApi } from '../../dev/siret-api/siret-api.ts';
import { withClient } from '../../tests/support/program-databases.ts';
import { startBackgroundProgram } from '../drills/background-program.ts';
import { become } from '../drills/become.ts';
import { openDrillFolders } from '../drills/drill-folders.ts';
import { installedPrograms } from '../drills/installed-programs.ts';
import { startRegieProcess } from '../drills/regie-process.ts';
import { runDrill } from '../drills/run-drill.ts';
import { print } from '../http/benchmark-program.ts';
import { makeAuthority, readPem } from './make-authority.ts';
import { fillIn, manualBlocks, onlyBlock, readVariables } from './manual-blocks.ts';

const run = promisify(execFile);
const PROJECT = join(import.meta.dirname, '..', '..');
const MANUAL = join(PROJECT, 'docs', 'operating.md');
const SECTION = 'From nothing to the first person signed in';
const OUTPUT_BYTES = 64 * 1024 * 1024;
const SIGN_IN = join(import.meta.dirname, 'sign-in-program.ts');

const { values } = parseArgs({ options: { 'no-build': { type: 'boolean', default: false } } });
const secret = (): string => randomBytes(32).toString('hex');

await runDrill(async (started) => {
  const programs = installedPrograms({ nginx: 'nginx', openssl: 'openssl' });
  const blocks = manualBlocks(await readFile(MANUAL, 'utf8'), SECTION);
  const [build = '', migration = '', start = '', look = '', ...others] = blocks
    .filter(({ language }) => language === 'sh')
    .map(({ text }) => text);
  if (look === '' || others.length > 0) throw new Error('the walk knows four blocks of commands');
  const { data, logs, removeData } = await openDrillFolders('walk-through');
  started(removeData);
  const authority = makeAuthority(programs.openssl, data);

  const [httpPort, httpsPort, providerPort, webPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const publicUrl = `https://localhost:${httpsPort}`;
  const issuer = `https://localhost:${providerPort}`;

  // 2. The database.
  const owner = { regie_owner: secret(), regie: secret() };
  const postgres = await startEmbeddedPostgres({
    dataDir: join(data, 'postgres'),
    port: 0,
    databaseName: 'administration',
    user: 'administrator',
    durable: true,
  });
  started(() => postgres.stop());
  const [createOwner = '', createRole = '', createDatabase = ''] = onlyBlock(blocks, 'sql')
    .trim()
    .split('\n');
  await withClient(postgres.url, async (client) => {
    await client.query(fillIn(createOwner, [['…', owner.regie_owner]]));
    await client.query(fillIn(createRole, [['…', owner.regie]]));
    await client.query(createDatabase);
  });
  print('2. roles and database made');

  // 3. Other systems.
  const clientSecret = secret();
  const provider = await startOpenidProvider({
    port: 0,
    issuer,
    clients: [
      {
        client_id: 'regie',
        client_secret: clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`${publicUrl}/api/v1.0/callback/`],
        post_logout_redirect_uris: [`${publicUrl}/api/v1.0/logout-callback/`],
        backchannel_logout_uri: `${publicUrl}/api/v1.0/backchannel-logout/`,
      },
    ],
  });
  started(() => provider.close());
  const dimail = await startDimail({ port: 0, seeded: false });
  started(() => dimail.close());
  const credentials = Buffer.from(`regie:${secret()}`).toString('base64');
  await createAccounts(dimail.url, credentials);
  const smtp = { user: 'regie', password: secret() };
  const mail = await startMailCatcher({
    smtpPort: 0,
    httpPort: 0,
    tls: { key: readPem(authority.key), cert: readPem(authority.certificate) },
    credentials: smtp,
  });
  started(() => mail.close());
  const siret = await startSiretApi({ port: 0 });
  started(() => siret.close());
  print('3. identity provider, dimail, mail server and directory run');

  // 4. The settings.
  const { port: databasePort } = postgres;
  const written = readVariables(
    fillIn(onlyBlock(blocks, 'env'), [
      ['https://regie.example.fr', publicUrl],
      ['https://auth.example.fr', issuer],
      ['https://dimail.example.fr', dimail.url],
      ['DJANGO_EMAIL_HOST=smtp.example.fr', 'DJANGO_EMAIL_HOST=localhost'],
      ['DJANGO_EMAIL_PORT=587', `DJANGO_EMAIL_PORT=${mail.smtpPort}`],
      ['DJANGO_EMAIL_HOST_PASSWORD=…', `DJANGO_EMAIL_HOST_PASSWORD=${smtp.password}`],
      ['OIDC_RP_CLIENT_SECRET=…', `OIDC_RP_CLIENT_SECRET=${clientSecret}`],
      ['MAIL_PROVISIONING_API_CREDENTIALS=…', `MAIL_PROVISIONING_API_CREDENTIALS=${credentials}`],
      ['REGIE_SECRET_KEY=…', `REGIE_SECRET_KEY=${secret()}`],
      ['regie:…@db.example.fr:5432', `regie:${owner.regie}@127.0.0.1:${databasePort}`],
    ]),
  );
  const settings: Readonly<Record<string, string>> = {
    ...written,
    PORT: String(webPort),
    // The directory of everybody is not reached from here.
    ORGANIZATION_DIRECTORY_URL: siret.url,
    NODE_EXTRA_CA_CERTS: authority.file,
    DJANGO_EMAIL_CA_CERTIFICATES: readPem(authority.file),
  };

  // 5. The programs.
  const sources = join(data, 'regie');
  await mkdir(sources);
  const execute = async (
    commands: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<string> => {
    // The manual says what `regie` stands for.
    const script = `set -e\nregie() { node dist/infrastructure/main.js "$@"; }\n${commands}`;
    const { stdout } = await run('sh', ['-c', script], {
      cwd: sources,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      maxBuffer: OUTPUT_BYTES,
    });
    return stdout;
  };
  if (values['no-build']) {
    for (const name of ['dist', 'package.json']) {
      await cp(join(PROJECT, name), join(sources, name), { recursive: true });
    }
    await symlink(join(PROJECT, 'node_modules'), join(sources, 'node_modules'));
  } else {
    const archive = join(data, 'sources.tar');
    await run('git', ['archive', '--output', archive, 'HEAD'], { cwd: PROJECT });
    await run('tar', ['-x', '-f', archive], { cwd: sources });
    await execute(build, {});
  }
  print('5. programs built');

  // 6. The schema.
  const ownerUrl = `postgres://regie_owner:${owner.regie_owner}@127.0.0.1:${databasePort}/regie`;
  await execute(migration, { ...settings, DATABASE_URL: ownerUrl });
  print('6. schema migrated');

  // 7. nginx; the provider is behind it as well, as a browser gets to no provider without TLS.
  const ofRegie = fillIn(onlyBlock(blocks, 'nginx'), [
    ['server 127.0.0.1:8071;', `server 127.0.0.1:${webPort};`],
    ['listen 80;', `listen 127.0.0.1:${httpPort};`],
    ['  http2 on;\n', ''],
    ['listen 443 ssl;', `listen 127.0.0.1:${httpsPort} ssl http2;`],
    ['/etc/regie/tls/regie.example.fr.pem', authority.certificate],
    ['/etc/regie/tls/regie.example.fr.key', authority.key],
    ['server_name regie.example.fr;', 'server_name localhost;'],
  ]);
  const configuration = join(data, 'nginx.conf');
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    configuration,
    `daemon off; pid ${join(data, 'nginx.pid')}; error_log ${join(logs, 'nginx.log')};
events {}
http {
${folders.map((name) => `${name}_temp_path ${join(data, `nginx-${name}`)};`).join('\n')}
access_log off;
${ofRegie}
server {
  listen 127.0.0.1:${providerPort} ssl;
  server_name localhost;
  ssl_certificate ${authority.certificate};
  ssl_certificate_key ${authority.key};
  location / {
    proxy_pass http://127.0.0.1:${provider.port};
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto https;
  }
}
}
`,
  );
  await chmod(configuration, 0o644);
  const nginx = await startBackgroundProgram({
    name: 'nginx',
    command: programs.nginx,
    args: ['-p', data, '-c', configuration],
    log: join(logs, 'nginx-output.log'),
  });
  started(() => nginx.stop());

  // 8. The processes.
  const roles = start
    .trim()
    .split('\n')
    .map((line) => line.replace('regie start ', ''));
  for (const role of roles) {
    const port = role === '--web' ? { port: webPort } : {};
    const running = await startRegieProcess({
      name: `regie ${role}`,
      program: join(sources, 'dist', 'infrastructure', 'main.js'),
      args: [role],
      environment: settings,
      log: join(logs, `regie${role}.log`),
      ...port,
    });
    started(() => running.stop());
  }
  print('7. and 8. nginx and the processes run');

  // 9. Is everything right? Then the first staff.
  const person = DEVELOPMENT_ACCOUNTS.find(({ username }) => username === 'people');
  if (person === undefined) throw new Error('the development provider knows nobody');
  const said = await become(
    'nginx and the processes pass what `regie doctor` looks at',
    async () =>
      execute(fillIn(look, [['camille@exemple.fr', person.email]]), settings).catch((error: Error) => {
        throw new Error('stdout' in error ? `${error.message}\n${error.stdout}` : error.message);
      }),
    60_000,
  );
  print(`9. doctor and first staff:\n${said}`);

  // 10. The sign-in.
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', '--conditions=source', SIGN_IN, publicUrl, person.username, person.password],
    { cwd: PROJECT, env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: authority.file } },
  );
  const seen: unknown = JSON.parse(stdout);
  print(`10. ${stdout}`);
  return {
    counts: ['a person is signed in, from nothing'],
    wrong: wrongWith(seen, `${publicUrl}/console/`, person.email),
  };
});

/** What is not as it should be after the sign-in of the first superuser. */
function wrongWith(seen: unknown, home: string, email: string): readonly string[] {
  const expected = {
    arrival: home,
    status: 200,
    me: { email },
    page: { status: 200, type: 'text/html; charset=utf-8' },
  };
  return differences(expected, seen, 'signed in');
}

function differences(expected: unknown, seen: unknown, path: string): readonly string[] {
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(expected, seen)
      ? []
      : [`${path}: ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`];
  }
  const there = new Map(typeof seen === 'object' && seen !== null ? Object.entries(seen) : []);
  return Object.entries(expected).flatMap(([name, value]) =>
    differences(value, there.get(name), `${path}, ${name}`),
  );
}
