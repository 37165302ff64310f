/**
 * Completes `package-lock.json` after `npm install`. A registry mirror may lack the builds of packages for platforms
 * other than ours; npm then leaves these optional packages out of the lock file, and `npm ci` refuses it. Their exact
 * versions are known from the packages that depend on them, their platforms from their names, and their integrity from the
 * registry.
 *
 * With `--check` nothing is written: fails when the lock file is not that of `package.json`, or not complete.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const FILE = 'package-lock.json';
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const { packages } = lock;

/** `os`, `cpu` and `libc` as in the package's own manifest. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined;
  if (os === undefined || cpu === undefined) throw new Error(`${name} does not tell its platform`);
  return { cpu: [cpu], os: [os], ...(libc === undefined ? {} : { libc: [libc] }) };
}

/** Folders in which Node searches for a dependency of the package at `path`, nearest first. */
function foldersFrom(path) {
  const nested = path.split('node_modules/').slice(0, -1);
  return nested.map(
    (_, depth) => `${nested.slice(0, nested.length - depth).join('node_modules/')}node_modules`,
  );
}

const added = [];
for (const [path, wanting] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(wanting.optionalDependencies ?? {})) {
    const isPlatform = SYSTEMS.some((system) => name.includes(`-${system}`));
    const folders = [`${path}/node_modules`, ...foldersFrom(path)];
    const found = folders.map((folder) => packages[`${folder}/${name}`]).find(Boolean);
    if (path === '' || !isPlatform || found?.version === version) continue;
    if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${path} wants ${name} in no exact version`);
    const [, sibling] = folders;
    packages[`${sibling}/${name}`] = {
      version,
      ...(wanting.dev ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
    };
    added.push(name);
  }
}

/** Packages that `npm ci` would install whatever their content is; folders of ours, such as `web`, are not installed. */
const unverified = () =>
  Object.entries(packages).filter(
    ([path, { integrity, link }]) => path.includes('node_modules/') && !integrity && !link,
  );
const nameAt = (path) => path.split('node_modules/').at(-1);

const LOCKED_MEMBERS = [
  'name',
  'version',
  'engines',
  'workspaces',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
];

/** Members of the manifest in a folder of ours that the lock file has otherwise. */
function differences(folder) {
  const manifest = folder === '' ? 'package.json' : `${folder}/package.json`;
  const wanted = JSON.parse(readFileSync(manifest, 'utf8'));
  return LOCKED_MEMBERS.filter(
    (member) => !isDeepStrictEqual(wanted[member], packages[folder]?.[member]),
  ).map((member) => `not the ${member} of ${manifest}`);
}

if (process.argv.includes('--check')) {
  const { workspaces = [] } = packages[''];
  const problems = [
    ...['', ...workspaces].flatMap(differences),
    ...added.map((name) => `lacks ${name}`),
    ...unverified().map(([path]) => `lacks the integrity of ${path}`),
  ];
  for (const problem of problems)
    process.stderr.write(`${FILE} is out of date, run "npm run lock": ${problem}\n`);
  process.exit(problems.length === 0 ? 0 : 1);
}

const completed = unverified();
for (const [path, entry] of completed) {
  const wanted = `${nameAt(path)}@${entry.version}`;
  const integrity = execFileSync('npm', ['view', wanted, 'dist.integrity'], { encoding: 'utf8' }).trim();
  if (!/^sha512-[\w+/]+=*$/.test(integrity)) throw new Error(`The registry tells no integrity of ${wanted}`);
  entry.integrity = integrity;
}

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(
  `lock file: ${added.length} packages of other platforms added, ${completed.length} with the integrity that the registry tells\n`,
);
