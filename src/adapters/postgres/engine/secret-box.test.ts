import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box.ts';

describe('secretBox', () => {
  const secretBox = new SecretBox('a secret key');
  const sealed = secretBox.seal('https://webmail.example.fr/code/é', 'mail-1');

  it('opens what it sealed, and shows nothing of it', () => {
    expect(secretBox.open(sealed, 'mail-1')).toBe('https://webmail.example.fr/code/é');
    expect(sealed.toString('latin1')).not.toContain('webmail');
    expect(secretBox.seal('same', 'x')).not.toEqual(secretBox.seal('same', 'x'));
  });

  it('seals repeatably, the same bytes for the same secret in the same context only', () => {
    const again = secretBox.sealRepeatably('same', 'x');
    expect(again).toEqual(secretBox.sealRepeatably('same', 'x'));
    expect(secretBox.open(again, 'x')).toBe('same');
    const nonce = (sealed: Buffer) => sealed.toString('hex').slice(0, 24);
    const others = [
      secretBox.sealRepeatably('samf', 'x'),
      secretBox.sealRepeatably('same', 'y'),
      secretBox.sealRepeatably('', 'x'),
    ];
    const elsewhere = new SecretBox('another key').sealRepeatably('same', 'x');
    expect(new Set([again, ...others, elsewhere].map(nonce)).size).toBe(5);
    expect(() => secretBox.open(again, 'y')).toThrow();
  });

  it('opens what was sealed under a former key, and seals it anew', () => {
    const box = new SecretBox('the present key', 'another former key', 'a secret key');
    expect(box.open(sealed, 'mail-1')).toBe('https://webmail.example.fr/code/é');
    const anew = box.sealAnew(sealed, 'mail-1') ?? Buffer.alloc(0);
    expect(new SecretBox('the present key').open(anew, 'mail-1')).toBe('https://webmail.example.fr/code/é');
    expect(box.sealAnew(anew, 'mail-1')).toBeUndefined();
    expect(new SecretBox('the present key').open(box.seal('x', 'y'), 'y')).toBe('x');
    expect(() => box.sealAnew(sealed, 'mail-2')).toThrow();
    expect(() => new SecretBox('the present key', 'another former key').open(sealed, 'mail-1')).toThrow();
  });

  it('refuses another key, another context and any change', () => {
    expect(() => new SecretBox('another key').open(sealed, 'mail-1')).toThrow();
    expect(() => secretBox.open(sealed, 'mail-2')).toThrow();
    for (const index of [0, 14, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => secretBox.open(changed, 'mail-1')).toThrow();
    }
  });
});
