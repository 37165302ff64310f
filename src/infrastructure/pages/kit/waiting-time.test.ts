import { expect, it } from 'vitest';
import { waitingTime } from './waiting-time.ts';

it.each([
  [1, '1 minute', '1 minute'],
  [60, '1 minute', '1 minute'],
  [61, '2 minutes', '2 minutes'],
  [3_540, '59 minutes', '59 minutes'],
  [3_541, '1 hour', '1 heure'],
  [3_601, '2 hours', '2 heures'],
  [86_400, '24 hours', '24 heures'],
])('%i seconds are no less in words', (seconds, english, french) => {
  expect(waitingTime('en-us', seconds)).toBe(english);
  expect(waitingTime('fr-fr', seconds)).toBe(french);
});
