/** One value of a figure, and when it was seen: seconds since the beginning. */
export type Sample = Readonly<{ at: number; value: number }>;

/** What may grow in the second half without counting as a leak: the larger of a share of its size and an absolute value. */
export type Allowance = Readonly<{ share: number; absolute: number }>;

export type Trend = Readonly<{
  /** The lowest value of the second half. */
  lowest: number;
  /** The highest of all values. */
  peak: number;
  /** What the line through the second half rises from its beginning to its end; negative where it falls. */
  growth: number;
  isLevel: boolean;
}>;

/** Parts of the second half, each of which counts by its lowest value: what garbage adds in between is no growth. */
const PARTS = 5;

/** Whether a figure stays level over the second half of its samples, in the order of time. */
export function trendOf(samples: readonly Sample[], allowance: Allowance): Trend {
  const half = samples.slice(Math.floor(samples.length / 2));
  const size = Math.max(1, Math.floor(half.length / PARTS));
  const lows: Sample[] = [];
  for (let start = 0; start + size <= half.length; start += size) {
    const part = half.slice(start, start + size);
    lows.push(part.reduce((low, sample) => (sample.value < low.value ? sample : low)));
  }
  const growth = slopeOf(lows) * ((lows.at(-1)?.at ?? 0) - (lows[0]?.at ?? 0));
  const lowest = Math.min(...lows.map(({ value }) => value));
  const peak = Math.max(...samples.map(({ value }) => value));
  const allowed = Math.max(allowance.absolute, allowance.share * lowest);
  return { lowest, peak, growth, isLevel: growth <= allowed };
}

/** The slope of the line of least squares. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [at, value] = [mean((sample) => sample.at), mean((sample) => sample.value)];
  const spread = mean((sample) => (sample.at - at) ** 2);
  return spread === 0 ? 0 : mean((sample) => (sample.at - at) * (sample.value - value)) / spread;
}
