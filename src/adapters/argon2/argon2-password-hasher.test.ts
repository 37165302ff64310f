import { readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { Argon2PasswordHasher } from './argon2-password-hasher.ts';

const hasher = new Argon2PasswordHasher();
afterAll(() => hasher.close());

it('knows the password it hashed, and no other', async () => {
  const hash = await hasher.hash('mot de passe é');
  expect(hash).toMatch(/^\$argon2id\$/);
  expect(await hasher.verify(hash, 'mot de passe é')).toBe(true);
  expect(await hasher.verify(hash, 'mot de passe e')).toBe(false);
  expect(await hasher.verify('!unusable', '')).toBe(false);
});

/** How far each thread of this process gives way to others (proc_pid_stat(5), field 19). */
async function nicenessOfThreads(): Promise<readonly number[]> {
  const threads = await readdir('/proc/self/task');
  const stats = await Promise.all(
    threads.map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(() => '')),
  );
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
}

it('derives in a thread that gives way to those that answer', async () => {
  await hasher.hash('la tortue range ses nuages');
  expect(await nicenessOfThreads()).toContain(Math.min(19, getPriority() + 10));
});

it.each([
  'pbkdf2_sha256$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=',
  'scrypt$16384$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw==',
  'argon2$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q',
])('takes a thread that ends for no wrong password: %s', async (stored) => {
  const ending = new Argon2PasswordHasher();
  const verified = ending.verify(stored, 'lètmein');
  const failed = expect(verified).rejects.toThrow(/terminat/i);
  // The thread has been asked, and has not begun.
  await new Promise((resolve) => setImmediate(resolve));
  await ending.close();
  await failed;
});

it('goes on after it was closed', async () => {
  await hasher.close();
  const hash = await hasher.hash('x');
  expect(await hasher.verify(hash, 'x')).toBe(true);
});

describe('a password that a machine drew', () => {
  it('is hashed fast, with a salt of its own, and known again', async () => {
    const password = 'kV2-q8Zt_Rw0aYx7';
    const [hash, another] = [await hasher.hashGenerated(password), await hasher.hashGenerated(password)];
    expect(hash).toMatch(/^\$pbkdf2-sha256\$i=100\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(another).not.toBe(hash);
    expect(await hasher.verify(hash, password)).toBe(true);
    expect(await hasher.verify(another, password)).toBe(true);
    expect(await hasher.verify(hash, `${password}x`)).toBe(false);
  });

  it.each([
    ['short', 'Xk3_pQz9-LmT4v'],
    ['of hexadecimal digits, which say less', '0123456789abcdef012345'],
    ['written in another alphabet, such as words', 'correct horse battery staple'],
    ['a pattern', 'abcabcabcabcabcabc'],
    ['empty', ''],
  ])('is hashed slowly all the same when it is %s', async (_why, password) => {
    const hash = await hasher.hashGenerated(password);
    expect(hash).toMatch(/^\$argon2id\$/);
    expect(await hasher.verify(hash, password)).toBe(true);
  });
});

it.each([
  ['no iteration', '$pbkdf2-sha256$i=0$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['more iterations than we ever write', `$pbkdf2-sha256$i=9999999$${'A'.repeat(22)}$${'A'.repeat(43)}`],
  ['no hash', '$pbkdf2-sha256$i=100$AAAAAAAAAAAAAAAAAAAAAA$'],
])('does not take a hash with %s for one of any password', async (_what, hash) => {
  expect(await hasher.verify(hash, '')).toBe(false);
});

it('reads what others write in this form', async () => {
  // Made with Python: hashlib.pbkdf2_hmac('sha256', b'correct horse', b'saltsaltsaltsalt', 100).
  const hash = '$pbkdf2-sha256$i=100$c2FsdHNhbHRzYWx0c2FsdA$5hmoVFh2j/hGQH+AoVHRCrcyaNLYhzzgJLl58TCKTR0';
  expect(await hasher.verify(hash, 'correct horse')).toBe(true);
});

describe('hashes of Django', () => {
  // Made with Python's hashlib, as Django writes them; the last is one of Django's own tests.
  const known: readonly (readonly [name: string, password: string, hash: string])[] = [
    ['PBKDF2', 'lètmein', 'pbkdf2_sha256$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A='],
    ['PBKDF2 with SHA-1', 'lètmein', 'pbkdf2_sha1$1000$seasalt2$4O6tM3Kd5cOD3UmnpGuCKdAiHa8='],
    [
      'scrypt',
      'lètmein',
      'scrypt$16384$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba+KYGTI7FTnet025q/1f/vBAVnnP3hdYqJuRi+mJn6ji6ze3Fbb7JEFPKGpuEf5vw==',
    ],
    ['Argon2', 'secret', 'argon2$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q'],
  ];

  it.each(known)('of %s know their password, and no other', async (_name, password, hash) => {
    expect(await hasher.verify(hash, password)).toBe(true);
    expect(await hasher.verify(hash, `${password} `)).toBe(false);
    expect(await hasher.verify(hash, '')).toBe(false);
    expect(hasher.needsRehash(hash)).toBe(true);
  });

  it.each([
    ['MD5', 'md5$94Nsh3EFdXJZ9TR2TEEDTt$387f9205fd613c44d4614a64fcb57c22'],
    ['no password', '!xyz'],
    ['no iteration', 'pbkdf2_sha256$0$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A='],
    ['iterations without end', 'pbkdf2_sha256$9999999$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A='],
    ['another digest', 'pbkdf2_md5$1000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A='],
    ['an empty hash', 'pbkdf2_sha256$1000$seasalt$='],
    ['memory without end', 'scrypt$1048576$seasalt$128$5$ECMIUp+LMxMSK8xB/IVyba=='],
    ['a cost that scrypt does not know', 'scrypt$1000$seasalt$8$5$ECMIUp+LMxMSK8xB/IVyba=='],
    ['an unreadable Argon2', 'argon2$argon2id$v=19$nothing'],
    ['an unreadable Argon2 of ours', '$argon2id$v=19$nothing'],
  ])('of %s are of no password', async (_name, hash) => {
    for (const password of ['', 'password', 'lètmein'])
      expect(await hasher.verify(hash, password)).toBe(false);
  });
});

it('replaces what is not made as today, except hashes of passwords that nobody guesses', async () => {
  expect(hasher.needsRehash(await hasher.hash('correct horse'))).toBe(false);
  expect(hasher.needsRehash(await hasher.hashGenerated('kV2-q8Zt_Rw0aYx7'))).toBe(false);
  expect(hasher.needsRehash('$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$AAAA')).toBe(true);
  expect(hasher.needsRehash('$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$AAAA')).toBe(true);
});
