/** Copies SQL, JSON and plain JavaScript files, which the compiler ignores, to where the compiled code expects them. */
import { cpSync } from 'node:fs';

const ASSETS = [
  'adapters/postgres/migrations',
  'adapters/json-schema/schemas',
  'adapters/mail/compiled/mails.json',
  'adapters/argon2/derive-worker.mjs',
  'adapters/zxcvbn/estimate-worker.mjs',
  'infrastructure/pages/factor/passkeys.mjs',
];
for (const path of ASSETS) cpSync(`src/${path}`, `dist/${path}`, { recursive: true });
