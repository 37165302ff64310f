import type { IdGenerator, Randomness } from '../../application/shared/system.ts';

/** Numbers in [0, 1) that are the same in every run: mulberry32, which passes the usual tests of randomness. */
export function drawn(seed: number): Randomness {
  let state = seed >>> 0;
  return {
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}

/** A whole number from 0 to `bound`, exclusive. */
export const below = (random: Randomness, bound: number): number => Math.floor(random.next() * bound);

/** One of the items, of which there is at least one. */
export function oneOf<T>(random: Randomness, items: readonly [T, ...T[]] | readonly T[]): T {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

/** `count` of the items, none twice; all where there are fewer. */
export function someOf<T>(random: Randomness, items: readonly T[], count: number): readonly T[] {
  const left = [...items];
  const taken = Math.min(count, left.length);
  return Array.from({ length: taken }, () => left.splice(below(random, left.length), 1)).flat();
}

/** Identifiers that are the same in every run, those of one `name`: UUID version 8, of its SHA-256. */
export function drawnIds(name: string, sha256: (text: string) => string): IdGenerator {
  let drawnSoFar = 0;
  return {
    next: <Id extends string>() => {
      const hex = sha256(`regie demo-data/${name}/${drawnSoFar}`);
      drawnSoFar += 1;
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `8${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-') as Id;
    },
  };
}
