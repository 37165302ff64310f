/** The compiler leaves SQL files behind: this puts them where the compiled migrator looks for them. */
import { cpSync } from 'node:fs';

cpSync('src/adapters/postgres/migrations', 'dist/adapters/postgres/migrations', { recursive: true });
