import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** Formats that are compressed by themselves gain nothing. */
const COMPRESSIBLE = /\.(css|js|json|svg)$/;

/** Puts `NAME.br` and `NAME.gz` beside each text file, so that no request waits for its compression. */
export function compressFiles(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => COMPRESSIBLE.test(file))) {
    const path = join(folder, name);
    const content = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(content));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}
