/**
 * Writes the bill of materials of what is installed, in CycloneDX, by `npm sbom`. That is given a lock file of what npm recorded
 * as installed: of ours, it would leave out what production and development both need, or take what is not here.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const { name, version, license, dependencies } = read('package.json');
const root = { name, version, license, dependencies };

const recorded = Object.entries(read('node_modules/.package-lock.json').packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
);
/** What was taken away since then is in the record, without which npm would miss it. */
const isGone = ([path]) => !existsSync(`${path}/package.json`);
const referenceOf = ([path, entry]) => `${entry.name ?? path.split('node_modules/').at(-1)}@${entry.version}`;
const here = new Set(recorded.filter((one) => !isGone(one)).map(referenceOf));
const gone = new Set(
  recorded
    .filter(isGone)
    .map(referenceOf)
    .filter((reference) => !here.has(reference)),
);

const folder = mkdtempSync(join(tmpdir(), 'regie-bill-'));
const lock = { name, version, lockfileVersion: 3, packages: { '': root, ...Object.fromEntries(recorded) } };
writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
const known = JSON.parse(
  execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  }),
);
rmSync(folder, { recursive: true });

const bill = {
  ...known,
  metadata: { ...known.metadata, component: { ...known.metadata.component, name } },
  components: known.components.filter((component) => !gone.has(component['bom-ref'])),
  dependencies: known.dependencies
    .filter(({ ref }) => !gone.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => !gone.has(one)) })),
};
process.stdout.write(`${JSON.stringify(bill, undefined, 1)}\n`);
