import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = join(import.meta.dirname, '../..');

/** Bounds that are not about text which people write: bytes, tokens and headers, bounded by their cost. */
const SIZES = [
  'adapters/argon2/generated-password-hash.ts',
  'adapters/known-browsers/signed-known-browsers.ts',
  'adapters/oauth/key-set.ts',
  'adapters/oauth/compact-header.ts',
  'adapters/introspection/interpret-introspection.ts',
  'adapters/webauthn/passkey-responses.ts',
  'application/access/account-service/authenticate-account-service.ts',
  'domain/access/unwrapped-bearer.ts',
  'infrastructure/config/read-environment.ts',
  'infrastructure/config/values/logo.ts',
  'infrastructure/http/request-language.ts',
  'infrastructure/observability/describe-error.ts',
  'infrastructure/observability/scrub-text.ts',
  'infrastructure/observability/scrub-value.ts',
];

/** Bounds of texts are named by their length, those of lists by how many there may be. */
const COUNTS_UNITS = [
  /[^\n]*\.length\s*(?:<=|>=|<|>)\s*\w*(?:LENGTH|LONGEST|CHARACTERS)\w*/g,
  /[^\n]*\(\{ length \}\) =>/g,
  /z\s*\.string\(\)(?:\s*\.\w+\([^()]*\))*?\s*\.(?:max|length)\([^\n]*/g,
];

test('k2-astral-length no rule counts the UTF-16 units of a text', () => {
  const found = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !SIZES.includes(file))
    .flatMap((file) => {
      const text = readFileSync(join(SOURCES, file), 'utf8');
      return COUNTS_UNITS.flatMap((pattern) => text.match(pattern) ?? []).map(
        (line) => `${file}: ${line.trim()}`,
      );
    });
  expect(found).toEqual([]);
});
