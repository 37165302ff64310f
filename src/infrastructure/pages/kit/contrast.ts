/** Red, green and blue of `#rrggbb`, each from 0 to 255. */
const channels = (colour: string): readonly number[] =>
  (colour.slice(1).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const value = channel / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well one colour is seen on another, from 1 to 21 (WCAG 2.2, contrast ratio). Both are `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const STEPS = 20;

/** `colour`, mixed with as little white as makes its contrast to `ground` at least `wanted`. */
export function lightened(colour: string, ground: string, wanted: number): string {
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = channels(colour).map((channel) => Math.round(channel + ((255 - channel) * step) / STEPS));
    const candidate = `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(candidate, ground) >= wanted) return candidate;
  }
  return '#ffffff';
}
