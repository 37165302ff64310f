import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        integrity: z.string().optional(),
        license: z.string().optional(),
        dev: z.boolean().optional(),
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
    const [, installs = ''] = dockerfile.split(/^FROM [^\n]*$/m).slice(1);
    for (const path of others)
      expect(installs).toMatch(new RegExp(`npm ci --omit=dev && rm -rf [^&]*${path} `));
  });
});
