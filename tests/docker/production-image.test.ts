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
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const installed = Object.entries(packages).filter(([path]) => path !== '');
const shipped = installed.filter(([, { dev }]) => dev !== true);
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
