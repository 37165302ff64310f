import { describe, expect, it } from 'vitest';
import { levelParameters } from './level-parameters.ts';

const LEVELS = ['eidas2', 'eidas3'];
const ESSENTIAL = { acr: { essential: true, values: LEVELS }, amr: null };
const parametersOf = (...given: Parameters<typeof levelParameters>) => {
  const { claims = '', ...others } = levelParameters(...given);
  return { ...others, claims: JSON.parse(claims) };
};

describe('one of some levels', () => {
  it.each([
    ['reads claims', true, {}],
    ['reads none', false, { acr_values: 'eidas2 eidas3', prompt: 'login' }],
    ['could not be asked', undefined, { prompt: 'login' }],
  ] as const)('of a provider that %s', (_name, readsClaims, others) => {
    expect(parametersOf(LEVELS, { readsClaims, extra: {} })).toEqual({
      ...others,
      claims: { id_token: ESSENTIAL },
    });
  });

  it('in place of the lesser wish of every request, which would be the last word of some providers', () => {
    const extra = { acr_values: 'eidas1', ui_locales: 'fr' };
    expect(parametersOf(LEVELS, { readsClaims: true, extra })).toEqual({
      ui_locales: 'fr',
      claims: { id_token: ESSENTIAL },
    });
    expect(parametersOf(LEVELS, { readsClaims: false, extra })).toMatchObject({
      acr_values: 'eidas2 eidas3',
    });
  });

  it('beside what every request asks for', () => {
    const claims = {
      userinfo: { siret: null },
      id_token: { amr: { essential: true }, acr: { value: 'eidas1' } },
    };
    expect(parametersOf(LEVELS, { readsClaims: true, extra: { claims: JSON.stringify(claims) } })).toEqual({
      claims: {
        userinfo: { siret: null },
        id_token: { ...ESSENTIAL, amr: { essential: true } },
      },
    });
  });

  it.each(['{', '[]', 'null', '"x"', '{"id_token":[]}'])('whatever is written there: %s', (claims) => {
    expect(parametersOf(LEVELS, { readsClaims: true, extra: { claims } })).toEqual({
      claims: { id_token: ESSENTIAL },
    });
  });
});

describe('to be told which level was reached', () => {
  it('asks for that, and leaves every request as it is', () => {
    const extra = { acr_values: 'eidas1', prompt: 'select_account' };
    for (const readsClaims of [true, false, undefined]) {
      expect(parametersOf([], { readsClaims, extra })).toEqual({
        ...extra,
        claims: { id_token: { acr: null } },
      });
    }
  });

  it('keeps what every request asks of it', () => {
    const claims = { id_token: { acr: { essential: true, values: ['eidas1'] } } };
    expect(parametersOf([], { readsClaims: true, extra: { claims: JSON.stringify(claims) } })).toEqual({
      claims,
    });
  });
});
