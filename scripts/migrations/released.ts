import { createHash } from 'node:crypto';
import { FIRST_RELEASE } from './first-release.ts';

/** Each release, the first one first, with the migrations that it brought: their names and the SHA-256 of their files. */
export type Released = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Installations have run these files, so they stay as they are. A release adds its line, also where it has no migration. */
export const RELEASED: Released = {
  '0.1.0': { [FIRST_RELEASE]: 'de795d8bb59decd13cea166b07714a83e790c4d72e0d76c7463f6e7e537dfb75' },
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What contradicts a release that was made, a sentence each; empty when nothing does.
 *
 * @param files all migrations as they are now, in order.
 * @param changelog the text of CHANGELOG.md, whose headings name the releases that there are.
 */
export function findRewritten(
  files: readonly Readonly<{ name: string; sql: string }>[],
  changelog: string,
  released = RELEASED,
): readonly string[] {
  const hashes = Object.entries(released).flatMap(([, migrations]) => Object.entries(migrations));
  const wrong = hashes.flatMap(([name, hash], index) => {
    const file = files[index];
    if (file?.name !== name) {
      return [`${name} was released as number ${index + 1}, where ${file?.name ?? 'no file'} is now`];
    }
    return sha256(file.sql) === hash
      ? []
      : [`${name}.sql was released and has been edited since: correct it with a new file`];
  });
  const versions = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version = '']) => version);
  const missing = versions.filter((version) => !Object.hasOwn(released, version));
  return [
    ...wrong,
    ...missing.map((version) => `CHANGELOG.md has ${version}, whose migrations RELEASED does not name`),
  ];
}
