import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';
import { USUAL_ACCENT } from './page-look.ts';
import { styleSheet } from './style-sheet.ts';

const themesOf = (accent: string) =>
  [...styleSheet(accent).matchAll(/:root \{([^}]*--ground[^}]*)\}/g)].map(([, body = '']) => {
    const tokens = [...body.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)];
    return new Map(tokens.map(([, name = '', value = '']) => [name, value]));
  });

// The last two are about as bright, and as hard to lighten, as settings allow.
const ACCENTS = [USUAL_ACCENT, '#c9191e', '#000000', '#767676', '#0000ff'];

const themes = ACCENTS.flatMap((accent) =>
  themesOf(accent).map(
    (theme, index) => [`${accent} in the ${index === 0 ? 'light' : 'dark'}`, theme] as const,
  ),
);

describe('the look of pages', () => {
  it('has a light and a dark theme', () => {
    expect(themes).toHaveLength(2 * ACCENTS.length);
  });

  it.each(themes)('is readable with %s', (_name, theme) => {
    const colour = (name: string) => theme.get(name) ?? 'missing';
    for (const [text, ground] of [
      ['text', 'ground'],
      ['text', 'raised'],
      ['quiet', 'ground'],
      ['quiet', 'raised'],
      ['action', 'ground'],
      ['error', 'ground'],
      ['on-action', 'action'],
    ] as const) {
      expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    // What is no text: borders of fields and the mark of a warning (RGAA 3.3).
    for (const shape of ['line', 'warning']) {
      expect(contrast(colour(shape), colour('ground')), shape).toBeGreaterThanOrEqual(3);
    }
  });

  it('fixes no width that a screen of 320 pixels lacks', () => {
    expect(styleSheet(USUAL_ACCENT)).not.toMatch(/(?<![-a-z])(?:width|inline-size):\s*\d+(?:px|em|ch|vw)/);
    expect(styleSheet(USUAL_ACCENT)).toContain('overflow-wrap: anywhere');
  });
});
