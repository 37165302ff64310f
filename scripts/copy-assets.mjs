/** The compiler leaves SQL and JSON files behind: this puts them where the compiled code looks for them. */
import { cpSync } from 'node:fs';

const ASSETS = [
  'adapters/postgres/migrations',
  'adapters/json-schema/schemas',
  'adapters/mail/compiled/mails.json',
];
for (const path of ASSETS) cpSync(`src/${path}`, `dist/${path}`, { recursive: true });
