import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addressLine } from './address-line.ts';

const PAGES = join(import.meta.dirname, '..');

it('shows a domain in the letters of its language, and markup as text', () => {
  expect(addressLine('Compte', 'zoe@xn--vry-9la.fr').text).toBe('<p>Compte <strong>zoe@évry.fr</strong></p>');
  expect(addressLine('Compte', '<b>@x.fr').text).toContain('&lt;b&gt;@x.fr');
});

it('is how every page says whose it is: none writes an address as it is stored', () => {
  const written = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(PAGES, file), 'utf8');
      return (text.match(/<(?:strong|code|p|li|dd)>\$\{(?:\w+\.)?address\}/g) ?? []).map(
        (line) => `${file}: ${line}`,
      );
    });
  expect(written).toEqual([]);
});
