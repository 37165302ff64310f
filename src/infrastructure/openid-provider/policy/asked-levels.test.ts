import { expect, it } from 'vitest';
import { askedLevels } from './asked-levels.ts';

const claims = (acr: unknown) => ({ claims: JSON.stringify({ id_token: { amr: null, acr } }) });
const NOTHING = { essential: undefined, voluntary: [] };

it.each<[string, Readonly<Record<string, unknown>> | undefined, ReturnType<typeof askedLevels>]>([
  ['nothing', undefined, NOTHING],
  ['no claims', {}, NOTHING],
  ['acr without more', claims(null), NOTHING],
  ['a value', claims({ essential: true, value: 'eidas2' }), { essential: ['eidas2'], voluntary: [] }],
  [
    'values',
    claims({ essential: true, values: ['eidas1-mfa', 'eidas2'] }),
    { essential: ['eidas1-mfa', 'eidas2'], voluntary: [] },
  ],
  ['an empty list', claims({ essential: true, values: [] }), NOTHING],
  [
    'values that are not essential',
    claims({ values: ['eidas2'] }),
    { essential: undefined, voluntary: ['eidas2'] },
  ],
  [
    'values that are no texts',
    claims({ essential: true, values: ['eidas2', 5, null] }),
    { essential: ['eidas2'], voluntary: [] },
  ],
  ['acr_values', { acr_values: 'eidas2  eidas1' }, { essential: undefined, voluntary: ['eidas2', 'eidas1'] }],
  [
    'both: what is essential stays so',
    { ...claims({ essential: true, values: ['eidas2'] }), acr_values: 'eidas1' },
    { essential: ['eidas2'], voluntary: ['eidas1'] },
  ],
  ['no JSON', { claims: '{' }, NOTHING],
  ['another kind of value', { claims: '[]', acr_values: ['eidas2'] }, NOTHING],
])('%s', (_name, params, asked) => {
  expect(askedLevels(params)).toEqual(asked);
});
