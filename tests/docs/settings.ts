import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import { variables } from '../../src/infrastructure/config/values/variable.ts';
import type { Document } from './document.ts';
import { PROJECT_FOLDER } from './project-files.ts';

/** `NAME`, `NAME=value` or `NAME_…`. */
const SETTING = /^([A-Z][A-Z0-9]*_[A-Z0-9_]*…?|PORT)(?:=.*)?$/;
const ASSIGNMENT = /(?:^|\s)([A-Z][A-Z0-9]*_[A-Z0-9_]+)=/g;
/** Names that programs read from their environment, and names in capitals in the code: constants, codes of others. */
const READ = /\b(?:env|environment)\['([A-Z][A-Z0-9_]+)'\]/g;
const CONSTANT = /\bconst ([A-Z][A-Z0-9_]+)\b/g;
const LITERAL = /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g;

/** Names that are not in our code: answers of TLS, settings of Node, what docker-compose.yml reads. */
export const NAMES_OF_OTHERS: readonly string[] = [
  'BUILD_AUTHORITIES',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'NODE_COMPILE_CACHE',
  'NODE_EXTRA_CA_CERTS',
  'REGIE_BACKCHANNEL_URL',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** Settings of the application, their other names, and what programs around it read from their environment. */
export async function knownNames(files: readonly string[]): Promise<ReadonlySet<string>> {
  const schema = Object.entries(environmentSchema.shape).flatMap(([name, one]) => [
    name,
    ...(variables.get(one)?.aliases ?? []),
  ]);
  const sources = files.filter((path) => path.endsWith('.ts') && !path.startsWith('tests/docs/'));
  const inSources = await Promise.all(
    sources.map(async (path) => {
      const text = await readFile(join(PROJECT_FOLDER, path), 'utf8');
      const patterns = path.startsWith('tests/') ? [READ, CONSTANT] : [READ, CONSTANT, LITERAL];
      return patterns.flatMap((one) => [...text.matchAll(one)].map(([, name = '']) => name));
    }),
  );
  return new Set([...schema, ...inSources.flat(), ...NAMES_OF_OTHERS]);
}

/** Names in a page that look like settings and are none. */
export function unknownSettings({ codes, blocks }: Document, known: ReadonlySet<string>): readonly string[] {
  const inBlocks = blocks
    .filter(({ language }) => ['sh', 'bash', 'env'].includes(language))
    .flatMap(({ text }) => [...text.matchAll(ASSIGNMENT)].map(([, name = '']) => name));
  const inCodes = codes.flatMap((code) => SETTING.exec(code)?.[1] ?? []);
  return [...inBlocks, ...inCodes].filter((name) =>
    name.endsWith('…') ? ![...known].some((one) => one.startsWith(name.slice(0, -1))) : !known.has(name),
  );
}
