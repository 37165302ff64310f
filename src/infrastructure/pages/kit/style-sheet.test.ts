import { describe, expect, it } from 'vitest';
import { STYLE_SHEET } from './style-sheet.ts';

/** Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const digits = colour.slice(1);
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0] = pairs.map((pair) => {
    const value = Number.parseInt(pair, 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const themes = [...STYLE_SHEET.matchAll(/:root \{([^}]*--ground[^}]*)\}/g)].map(([, body = '']) => {
  const tokens = [...body.matchAll(/--([a-z-]+): (#[0-9a-f]+)/g)];
  return new Map(tokens.map(([, name = '', value = '']) => [name, value]));
});

describe('the look of pages', () => {
  it('has a light and a dark theme', () => {
    expect(themes).toHaveLength(2);
  });

  it.each(themes.map((theme, index) => [index === 0 ? 'light' : 'dark', theme] as const))(
    'is readable in the %s',
    (_name, theme) => {
      const colour = (name: string) => theme.get(name) ?? 'missing';
      for (const [text, ground] of [
        ['text', 'ground'],
        ['quiet', 'ground'],
        ['action', 'ground'],
        ['on-action', 'action'],
      ] as const) {
        expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
      }
      // What is no text: borders and the mark of a warning (RGAA 3.3).
      for (const shape of ['line', 'warning']) {
        expect(contrast(colour(shape), colour('ground'))).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it('fixes no width that a screen of 320 pixels lacks', () => {
    expect(STYLE_SHEET).not.toMatch(/[^-]width:\s*\d/);
    expect(STYLE_SHEET).toContain('overflow-wrap: anywhere');
  });
});
