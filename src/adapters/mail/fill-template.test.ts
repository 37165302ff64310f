import { describe, expect, it } from 'vitest';
import { withoutLinks } from './fill-template.ts';

/** What mail programs take for addresses: schemes, names of hosts with dots of any script, and addresses of mailboxes. */
const ADDRESS = /[a-z][a-z0-9+.-]*:[^\s\u200c]|[^\s\u200c][.\u3002\uff0e\uff61][^\s\u200c]|@[^\s\u200c]/iu;

describe('a name in a mail', () => {
  it.each([
    'https://evil.example/login',
    'HTTP://EVIL.EXAMPLE',
    'www.evil.example',
    'evil.example',
    'Accueil evil.example:8080/x?y=z#a.b',
    'evil。example',
    'evil．example',
    'evil｡example',
    'contact@evil.example',
    'mailto:contact@evil',
    'javascript:alert(1)',
    'ftp://1.2.3.4',
    'see evil.example.',
    '(evil.example)',
  ])('is no link: %s', (name) => {
    expect(name).toMatch(ADDRESS);
    const shown = withoutLinks(name);
    expect(shown).not.toMatch(ADDRESS);
    expect(shown.replaceAll('\u200c', '')).toBe(name);
  });

  it.each(['Mairie d’Évry', 'Pôle A. et B. : accueil', 'R&D', '12 h 30'])(
    'stays as it is otherwise: %s',
    (name) => {
      expect(withoutLinks(name)).toBe(name);
    },
  );
});
