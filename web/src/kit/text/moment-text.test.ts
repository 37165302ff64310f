import { expect, it } from 'vitest';
import { absoluteText, relativeText } from './moment-text.ts';

const NOW = Date.parse('2026-11-30T13:00:00Z');

it.each([
  [0, 'en', 'now'],
  [-30, 'fr', 'maintenant'],
  [-180, 'en', '3 minutes ago'],
  [-7200, 'fr', 'il y a 2 heures'],
  [3600, 'en', 'in 1 hour'],
  [-86_400, 'fr', 'hier'],
  [-40 * 86_400, 'en', 'last month'],
])('tells %i seconds from now in %s', (seconds, language, text) => {
  expect(relativeText(NOW + seconds * 1000, NOW, language)).toBe(text);
});

it('tells day and time in the time zone of the person, or that of the browser where theirs is unknown', () => {
  expect(absoluteText(NOW, 'en', 'America/Martinique')).toBe('Nov 30, 2026, 9:00 AM');
  expect(absoluteText(NOW, 'fr', 'Europe/Paris')).toBe('30 nov. 2026, 14:00');
  expect(absoluteText(NOW, 'fr', 'Mars/Olympus')).toMatch(/30 nov\. 2026/);
});
