/** An instant as the contract writes it: UTC with microseconds, or without a fraction when there is none. */
export function wireTime(instant: Date): string {
  const text = instant.toISOString();
  return instant.getMilliseconds() === 0 ? text.replace('.000Z', 'Z') : text.replace('Z', '000Z');
}
