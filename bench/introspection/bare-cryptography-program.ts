/**
 * Measures how long `jose` alone takes to read an answer: decrypt it, check its signature, its type, issuer, recipient
 * and age.
 */
import { type CryptoKey, compactDecrypt, importJWK, jwtVerify } from 'jose';
import { formNamed } from './forms.ts';
import { type Keys, publicHalf } from './keys.ts';
import { CLIENT_ID, makeAnswer } from './make-answer.ts';

export type BareCryptography = Readonly<{ perSecond: number; cpuMs: number }>;

const ISSUER = 'http://127.0.0.1';
const AT_ONCE = 16;
const WARMING = 1_000;

const form = formNamed(process.env['BENCH_FORM']);
const keys = JSON.parse(process.env['BENCH_KEYS'] ?? '') as Keys;
const milliseconds = Number(process.env['BENCH_SECONDS']) * 1000;
const { alg = 'RSA-OAEP', enc = 'A256GCM' } = form.encryption ?? {};
const answer = await makeAnswer(form, keys, ISSUER);
const secret = (await importJWK(keys.encryption[alg], alg)) as CryptoKey;
const signature = (await importJWK(publicHalf(keys.signing), 'ES256')) as CryptoKey;

async function read(): Promise<void> {
  let jws: string | Uint8Array = answer;
  if (form.encryption) {
    const options = { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc] };
    jws = (await compactDecrypt(answer, secret, options)).plaintext;
  }
  await jwtVerify(jws, signature, {
    algorithms: ['ES256'],
    typ: 'token-introspection+jwt',
    issuer: ISSUER,
    audience: CLIENT_ID,
    maxTokenAge: '1h',
  });
}

async function readUntil(isOver: () => boolean): Promise<number> {
  let count = 0;
  const worker = async () => {
    while (!isOver()) {
      await read();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return count;
}

let warmed = 0;
await readUntil(() => ++warmed > WARMING);
const [cpu, begun] = [process.cpuUsage(), performance.now()];
const count = await readUntil(() => performance.now() - begun >= milliseconds);
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - begun) / 1000;
const measured: BareCryptography = { perSecond: count / seconds, cpuMs: (user + system) / 1000 / count };
process.stdout.write(`${JSON.stringify(measured)}\n`);
