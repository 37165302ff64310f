/** A number from 0 to 100, with or without its sign. @throws Error */
export function percentage(written: string): number {
  const [, digits] = /^(\d{1,3}(?:\.\d{1,2})?)\s*%?$/.exec(written.trim()) ?? [];
  const value = Number(digits);
  if (digits === undefined || value > 100)
    throw new Error('must be a percentage from 0 to 100, such as 82.5');
  return value;
}
