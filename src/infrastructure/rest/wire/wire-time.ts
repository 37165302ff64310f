import { microsecondsOf } from '../../../domain/shared/precise-date.ts';

/** An instant as the contract writes it: UTC with microseconds, or without a fraction when there is none (1.10). */
export function wireTime(instant: Date): string {
  const [seconds = ''] = instant.toISOString().split('.');
  const microseconds = instant.getUTCMilliseconds() * 1000 + microsecondsOf(instant);
  return microseconds === 0 ? `${seconds}Z` : `${seconds}.${String(microseconds).padStart(6, '0')}Z`;
}
