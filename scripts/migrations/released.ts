import { createHash } from 'node:crypto';
import { FIRST_RELEASE } from './first-release.ts';

/** The releases, the first one first, with their migrations: names and SHA-256 of the files. */
export type Released = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Installations have run these files, so they never change. Each release adds its line, even without a migration. */
export const RELEASED: Released = {
  '0.1.0': { [FIRST_RELEASE]: 'de795d8bb59decd13cea166b07714a83e790c4d72e0d76c7463f6e7e537dfb75' },
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Contradictions to released files, a sentence each; empty when there are none.
 *
 * @param files all present migrations, in order.
 * @param changelog the text of CHANGELOG.md, whose headings name the releases.
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
