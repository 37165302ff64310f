import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readVersionFile } from '../../src/infrastructure/observability/version-file.ts';
import { readRelease } from '../../src/infrastructure/release.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.looseObject({
        integrity: z.string().optional(),
        license: z.string().optional(),
        dev: z.boolean().optional(),
        optional: z.boolean().optional(),
        version: z.string().optional(),
        resolved: z.string().optional(),
        link: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
/** Folders of ours, such as `web`, are linked, not installed. */
const installed = Object.entries(packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && link !== true,
);
const shipped = installed.filter(([, { dev }]) => dev !== true);
const manifest = z.looseObject({
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()),
});
const readManifest = (path: string) => manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
const { dependencies = {} } = readManifest('package.json');
const consoleManifest = readManifest('web/package.json');
const dockerfile = readFileSync('Dockerfile', 'utf8');
/** The stages of the image by name; that of the image itself has none. */
const stages = new Map(
  dockerfile
    .split(/^FROM /m)
    .slice(1)
    .map((stage) => [/^\S+ AS (\S+)/.exec(stage)?.[1] ?? '', stage]),
);
const NODE = 'node:$' + '{NODE_VERSION}-slim';

/** Open-source licences of what the image has. */
const OPEN = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
];
/** MIT, as their `licenses` say, which npm does not read. */
const TOLD_OTHERWISE = ['node_modules/busboy', 'node_modules/streamsearch'];

describe('package-lock.json', () => {
  it('holds the content of every package to its hash, on every platform', () => {
    expect(installed.length).toBeGreaterThan(500);
    const unverified = installed.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''));
    expect(unverified.map(([path]) => path)).toEqual([]);
  });

  it('binds no package to a registry', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

describe('the production image', () => {
  it('has nothing of what the console is built with', () => {
    const { devDependencies } = consoleManifest;
    const needed = Object.keys(devDependencies).filter((name) => !(name in dependencies));
    expect(needed.length).toBeGreaterThan(10);
    const names = shipped.map(([path]) => path.split('node_modules/').at(-1) ?? '');
    expect(names.filter((name) => needed.includes(name) || /^(@react|react)/.test(name))).toEqual([]);
    expect(consoleManifest).not.toHaveProperty('dependencies');
  });

  it('has no package that is not open source: the Dockerfile removes those that others bring', () => {
    const others = shipped
      .filter(([path, { license }]) => !OPEN.includes(license ?? '') && !TOLD_OTHERWISE.includes(path))
      .map(([path]) => path);
    expect(others).toEqual(['node_modules/sentry']);
    const installs = stages.get('dependencies') ?? '';
    for (const path of others)
      expect(installs).toMatch(new RegExp(`npm-ci\\.sh --omit=dev \\\\\n {2}&& rm -rf [^&]*${path} `));
  });

  it('is of one exact version of Node in all its stages, none of which ends as root', () => {
    expect([...dockerfile.matchAll(/^ARG NODE_VERSION=(.*)$/gm)].map(([, version]) => version)).toEqual([
      expect.stringMatching(/^24\.\d+\.\d+$/),
    ]);
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images).toEqual([NODE, 'manifests', 'manifests', NODE]);
    for (const name of ['manifests', '']) {
      const users = [...(stages.get(name) ?? '').matchAll(/^USER (.*)$/gm)].map(([, user]) => user);
      expect(users, name).toEqual(['node']);
    }
  });

  it('starts the program itself, which gets signals, and looks whether it answers', () => {
    const last = stages.get('') ?? '';
    expect(last).toMatch(/^ENTRYPOINT \["node", "dist\/infrastructure\/main.js"\]$/m);
    expect(last).toMatch(/^CMD \["start"\]$/m);
    expect(last).toMatch(/^HEALTHCHECK .* CMD \["node", "docker\/health-check.mjs"\]$/m);
  });

  it('gets what is installed from the stage of production, what is built from that of the build', () => {
    const last = stages.get('') ?? '';
    const copied = [...last.matchAll(/^COPY --from=(\S+) (\S+)/gm)].map(([, from, what]) => [from, what]);
    expect(copied).toEqual([
      ['dependencies', '/app/node_modules'],
      ['dependencies', '/app/sbom.cdx.json'],
      ['build', '/app/dist'],
    ]);
    expect(last).not.toMatch(/^RUN .*npm/m);
  });
});

describe('docker/npm-ci.sh', () => {
  it('gets certificate authorities as a secret of the build, which no layer keeps', () => {
    for (const name of ['build', 'dependencies'])
      expect(stages.get(name)).toMatch(
        /^RUN --mount=type=secret,id=authorities,uid=1000 sh docker\/npm-ci\.sh/m,
      );
    expect(dockerfile).not.toMatch(/^(ARG|ENV|COPY).*authorities/im);
  });
});

describe('docker/version-file.mjs', () => {
  const versionFile = (env: Record<string, string>) =>
    execFileSync(process.execPath, ['docker/version-file.mjs'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    });

  it('writes what the application reads and shows', async () => {
    const folder = await temporaryFolder();
    const path = join(folder.path, 'version.json');
    writeFileSync(
      path,
      versionFile({
        SOURCE: 'https://git.example.fr/regie',
        COMMIT: 'abc',
        BUILD: 'https://ci.example.fr/1',
      }),
    );
    expect(await readVersionFile(path)).toEqual({
      source: 'https://git.example.fr/regie',
      version: readRelease(),
      commit: 'abc',
      build: 'https://ci.example.fr/1',
    });
    await folder.remove();
  });

  it('says of what it was not told that it is not known', () => {
    expect(JSON.parse(versionFile({}))).toEqual({
      source: 'NA',
      version: readRelease(),
      commit: 'NA',
      build: 'NA',
    });
  });
});

describe('docker/bill-of-materials.mjs', () => {
  /** A folder as in the image: as if what runs had been installed, and `sentry` been taken away. */
  async function installation() {
    const folder = await temporaryFolder();
    const here = shipped.filter(
      ([path, { optional }]) => path !== 'node_modules/sentry' && optional !== true,
    );
    for (const name of ['package.json', 'package-lock.json']) cpSync(name, join(folder.path, name));
    for (const [path] of here) {
      mkdirSync(join(folder.path, path), { recursive: true });
      writeFileSync(join(folder.path, path, 'package.json'), '{}');
    }
    const record = { packages: Object.fromEntries(shipped) };
    writeFileSync(join(folder.path, 'node_modules/.package-lock.json'), JSON.stringify(record));
    return { folder, here };
  }

  it('names all that is installed, with its version, and nothing else', async () => {
    const { folder, here } = await installation();
    const bill = z
      .looseObject({
        bomFormat: z.literal('CycloneDX'),
        metadata: z.looseObject({ component: z.looseObject({ name: z.string(), version: z.string() }) }),
        components: z.array(z.looseObject({ 'bom-ref': z.string() })),
        dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
      })
      .parse(
        JSON.parse(
          execFileSync(process.execPath, [join(process.cwd(), 'docker/bill-of-materials.mjs')], {
            cwd: folder.path,
            encoding: 'utf8',
            maxBuffer: 64 * 1024 * 1024,
          }),
        ),
      );
    expect(bill.metadata.component).toMatchObject({ name: 'regie', version: readRelease() });
    const references = new Set(bill.components.map((component) => component['bom-ref']));
    const wanted = here.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);
    expect([...references].sort()).toEqual([...new Set(wanted)].sort());
    expect(wanted).toEqual(
      expect.arrayContaining(Object.entries(dependencies).map(([name, version]) => `${name}@${version}`)),
    );
    const named = bill.dependencies.flatMap(({ dependsOn }) => dependsOn);
    expect(named.filter((reference) => !references.has(reference))).toEqual([]);
    await folder.remove();
  });
});

describe('docker/health-check.mjs', () => {
  const check = async (port: number) => {
    const child = spawn(process.execPath, ['docker/health-check.mjs'], {
      env: { PATH: process.env['PATH'], PORT: String(port) },
    });
    return (await once(child, 'close'))[0];
  };

  it('ends with 0 where the process answers, and with 1 where it is ending or gone', async () => {
    let status = 200;
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/__lbheartbeat__' ? status : 404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    expect(await check(port)).toBe(0);
    status = 503;
    expect(await check(port)).toBe(1);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    expect(await check(port)).toBe(1);
  });
});
