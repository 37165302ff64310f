import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEGAL_UNITS } from '../../dev/siret-api/legal-units.ts';
import { type SiretApi, startSiretApi } from '../../dev/siret-api/siret-api.ts';
import { isValidSiret, sirenOf } from '../../src/domain/organization/siret.ts';

describe('the imitation of the directory API', () => {
  let api: SiretApi;
  beforeAll(async () => {
    api = await startSiretApi({ port: 0, quotaPerSecond: 10_000 });
  });
  afterAll(() => api.close());

  const get = async (query: string, init?: RequestInit) => {
    const response = await fetch(`${api.url}${query}`, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const sirets = (body: { results: { matching_etablissements: { siret: string }[] }[] }) =>
    body.results.flatMap((unit) => unit.matching_etablissements.map(({ siret }) => siret));

  it('shows a unit with the establishment asked for only', async () => {
    const { status, body } = await get('/search?q=21340172201787');
    expect(status).toBe(200);
    expect(body).toMatchObject({ total_results: 1, page: 1, per_page: 10, total_pages: 1 });
    expect(body.results).toMatchObject([
      {
        siren: '213401722',
        nombre_etablissements: 2,
        siege: { siret: '21340172200011', est_siege: true },
        complements: { est_administration: true, est_service_public: null },
        dirigeants: [],
      },
    ]);
    expect(sirets(body)).toEqual(['21340172201787']);
  });

  it('ignores spaces inside a number', async () => {
    expect(sirets((await get('/search?q=213%20401%20722%2001787')).body)).toEqual(['21340172201787']);
  });

  it('shows a unit asked for by its SIREN with all its establishments, up to a limit', async () => {
    expect(sirets((await get('/search?q=213401722')).body)).toEqual(['21340172200011', '21340172201787']);
    expect(sirets((await get('/search?q=213401722&limite_matching_etablissements=1')).body)).toHaveLength(1);
  });

  it('answers an unknown number with an empty list', async () => {
    expect(await get('/search?q=12345678901234')).toEqual({
      status: 200,
      body: { results: [], total_results: 0, page: 1, per_page: 10, total_pages: 0 },
    });
  });

  it('searches names page by page', async () => {
    const { body } = await get('/search?q=commune%20de&per_page=2&page=2');
    expect(body).toMatchObject({ total_results: 3, page: 2, per_page: 2, total_pages: 2 });
    expect(body.results).toHaveLength(1);
  });

  it('leaves out what was not asked for', async () => {
    const { body } = await get('/search?q=130025265&minimal=true&include=siege');
    expect(Object.keys(body.results[0])).toContain('siege');
    expect(Object.keys(body.results[0])).not.toContain('complements');
    expect(Object.keys(body.results[0])).not.toContain('matching_etablissements');
  });

  it.each([
    '/search',
    '/search?q=ab',
    '/search?q=dinum&page=0',
    '/search?q=dinum&page=1001',
    '/search?q=dinum&per_page=26',
    '/search?q=dinum&per_page=x',
    '/search?q=dinum&limite_matching_etablissements=101',
    '/search?q=dinum&minimal=yes',
    '/search?q=dinum&include=siege',
    '/search?q=dinum&minimal=true&include=secrets',
  ])('refuses %s', async (query) => {
    expect(await get(query)).toEqual({ status: 400, body: { erreur: expect.any(String) } });
  });

  it('has one path, to read from', async () => {
    expect(await get('/elsewhere')).toMatchObject({ status: 404, body: { erreur: expect.any(String) } });
    expect(await get('/search?q=dinum', { method: 'POST' })).toMatchObject({ status: 405 });
    expect(await get('/search?q=dinum', { method: 'HEAD' })).toEqual({ status: 200, body: undefined });
  });

  it('fails as often as it is set to, then answers again', async () => {
    api.failNext({ kind: 'answer', status: 503, body: '{}' }, 2);
    expect((await get('/search?q=130025265')).status).toBe(503);
    expect((await get('/search?q=130025265')).status).toBe(503);
    expect((await get('/search?q=130025265')).status).toBe(200);
  });

  it('lets seven requests a second through, and says when to come back', async () => {
    const strict = await startSiretApi({ port: 0 });
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => fetch(`${strict.url}/search?q=130025265`)),
    );
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    expect(refused.map(({ headers }) => headers.get('retry-after'))).toEqual(['1', '1', '1']);
    await strict.close();
  });

  it('has units that exist', () => {
    const numbers = LEGAL_UNITS.flatMap(({ siren, establishments }) =>
      establishments.map(({ siret }) => ({ siren, siret })),
    );
    for (const { siren, siret } of numbers) {
      expect(isValidSiret(siret) && sirenOf(siret), siret).toBe(siren);
    }
  });
});
