import { load } from 'cheerio';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { qrCode } from './qr-code.ts';

const TEXT =
  'otpauth://totp/La%20R%C3%A9gie:ada%40varzy.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=La%20R%C3%A9gie';

/** The picture as modules, drawn from its strokes. */
function drawn(svg: string, side: number): readonly (readonly boolean[])[] {
  const modules = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  const strokes = svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g);
  for (const [, x = '', y = '', length = '', back = ''] of strokes) {
    expect(length).toBe(back);
    for (let at = Number(x); at < Number(x) + Number(length); at += 1) {
      const row = modules[Number(y)];
      if (row) row[at] = true;
    }
  }
  return modules;
}

describe('a QR code', () => {
  it('is drawn module by module, with empty ground around', () => {
    const { data, size } = encode(TEXT, { ecc: 'M', border: 0 });
    const path = load(qrCode(TEXT, 'A code').text)('path').attr('d') ?? '';
    const empty = Array.from({ length: size + 8 }, () => false);
    const padded = data.map((row) => [
      ...[0, 0, 0, 0].map(() => false),
      ...row,
      ...[0, 0, 0, 0].map(() => false),
    ]);
    const ground = [empty, empty, empty, empty];
    expect(drawn(path, size + 8)).toEqual([...ground, ...padded, ...ground]);
  });

  it('says what it is, and nothing that could be markup', () => {
    const page = load(qrCode(TEXT, '"><script>alert(1)</script>').text);
    expect(page('script')).toHaveLength(0);
    expect(page('svg').attr()).toMatchObject({ role: 'img', 'aria-label': '"><script>alert(1)</script>' });
    expect(page('svg').html()).not.toContain('secret=');
  });
});
