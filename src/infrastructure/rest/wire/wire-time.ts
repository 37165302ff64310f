import { microsecondsOf } from '../../../domain/shared/precise-date.ts';

/** An instant in the contract's form: UTC with microseconds, or without a fraction when that is zero (1.10). */
export function wireTime(instant: Date): string {
  const [seconds = ''] = instant.toISOString().split('.');
  const microseconds = instant.getUTCMilliseconds() * 1000 + microsecondsOf(instant);
  return microseconds === 0 ? `${seconds}Z` : `${seconds}.${String(microseconds).padStart(6, '0')}Z`;
}
