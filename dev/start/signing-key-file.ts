import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'openid-signing-key.pem';

export const makeSigningKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

/** The RSA key of this machine's OpenID provider, made at the first start: what it signed is valid after the next one. */
export function signingKeyFile(dataDir: string): string {
  const path = join(dataDir, FILE);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const pem = makeSigningKey();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, pem, { mode: 0o600 });
    return pem;
  }
}
