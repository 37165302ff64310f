import { describe, expect, it } from 'vitest';
import { trendOf } from '../../bench/soak/level.ts';

const ALLOWANCE = { share: 0.1, absolute: 5 };
const samples = (value: (second: number) => number) =>
  Array.from({ length: 200 }, (_, at) => ({ at, value: value(at) }));

describe('what counts as level', () => {
  it('takes a saw of garbage that is collected for level', () => {
    const trend = trendOf(
      samples((second) => 100 + (second % 17) * 6),
      ALLOWANCE,
    );
    expect(trend.isLevel).toBe(true);
    expect(trend).toMatchObject({ lowest: 100, peak: 196 });
  });

  it('finds a slow leak below the saw', () => {
    const trend = trendOf(
      samples((second) => 100 + (second % 17) * 6 + second * 0.3),
      ALLOWANCE,
    );
    expect(trend.isLevel).toBe(false);
    expect(trend.growth).toBeGreaterThan(20);
  });

  it('does not mind what grows only at the beginning, nor what falls', () => {
    expect(
      trendOf(
        samples((second) => Math.min(300, 100 + second * 4)),
        ALLOWANCE,
      ).isLevel,
    ).toBe(true);
    expect(
      trendOf(
        samples((second) => 300 - second),
        ALLOWANCE,
      ).isLevel,
    ).toBe(true);
  });

  it('lets small numbers vary by the absolute allowance', () => {
    expect(
      trendOf(
        samples((second) => 10 + second / 50),
        ALLOWANCE,
      ).isLevel,
    ).toBe(true);
    expect(
      trendOf(
        samples((second) => 10 + second / 10),
        ALLOWANCE,
      ).isLevel,
    ).toBe(false);
  });
});
