import { describe, expect, it } from 'vitest';
import { Sealer } from './sealer.ts';

describe('sealer', () => {
  const sealer = new Sealer('a secret key');
  const sealed = sealer.seal('https://webmail.example.fr/code/é', 'mail-1');

  it('opens what it sealed, and shows nothing of it', () => {
    expect(sealer.open(sealed, 'mail-1')).toBe('https://webmail.example.fr/code/é');
    expect(sealed.toString('latin1')).not.toContain('webmail');
    expect(sealer.seal('same', 'x')).not.toEqual(sealer.seal('same', 'x'));
  });

  it('seals repeatably, the same bytes for the same secret in the same context only', () => {
    const again = sealer.sealRepeatably('same', 'x');
    expect(again).toEqual(sealer.sealRepeatably('same', 'x'));
    expect(sealer.open(again, 'x')).toBe('same');
    const nonce = (sealed: Buffer) => sealed.toString('hex').slice(0, 24);
    const others = [
      sealer.sealRepeatably('samf', 'x'),
      sealer.sealRepeatably('same', 'y'),
      sealer.sealRepeatably('', 'x'),
    ];
    const elsewhere = new Sealer('another key').sealRepeatably('same', 'x');
    expect(new Set([again, ...others, elsewhere].map(nonce)).size).toBe(5);
    expect(() => sealer.open(again, 'y')).toThrow();
  });

  it('refuses another key, another context and any change', () => {
    expect(() => new Sealer('another key').open(sealed, 'mail-1')).toThrow();
    expect(() => sealer.open(sealed, 'mail-2')).toThrow();
    for (const index of [0, 14, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => sealer.open(changed, 'mail-1')).toThrow();
    }
  });
});
