/** The compiler leaves SQL and JSON files behind: this puts them where the compiled code looks for them. */
import { cpSync } from 'node:fs';

cpSync('src/adapters/postgres/migrations', 'dist/adapters/postgres/migrations', { recursive: true });
cpSync('src/adapters/json-schema/schemas', 'dist/adapters/json-schema/schemas', { recursive: true });
