import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, type Fault, rateLimited } from '../../dev/siret-api/fault.ts';
import { type SiretApi, startSiretApi } from '../../dev/siret-api/siret-api.ts';
import { HttpOrganizationDirectory } from '../../src/adapters/siret/http-organization-directory.ts';
import { nameFrom } from '../../src/domain/organization/name-organization.ts';
import type { Siren, Siret } from '../../src/domain/organization/siret.ts';
import { organizationDirectoryContract } from '../contracts/organization-directory.contract.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const clock = { now: () => NOW };
const SIRET = '13002526500013' as Siret;
const USER_AGENT = 'regie/1.0 (tests)';
const NO_QUOTA = 10_000;

const directoryOf = (baseUrl: string, timeoutMs = 5000) =>
  new HttpOrganizationDirectory({ baseUrl, userAgent: USER_AGENT, timeoutMs }, clock);

organizationDirectoryContract('HTTP', async () => {
  const api = await startSiretApi({ port: 0, quotaPerSecond: NO_QUOTA });
  const directory = directoryOf(api.url);
  const faults = { busy: rateLimited('30'), down: FAULTS.serverError, unreadable: FAULTS.malformed };
  return {
    directory,
    failOnce: (failure) => api.failNext(faults[failure]),
    close: async () => {
      await directory.close();
      await api.close();
    },
  };
});

describe('HttpOrganizationDirectory', () => {
  let api: SiretApi;
  let directory: HttpOrganizationDirectory;
  beforeAll(async () => {
    api = await startSiretApi({ port: 0, quotaPerSecond: NO_QUOTA });
    directory = directoryOf(api.url);
  });
  afterAll(async () => {
    await directory.close();
    await api.close();
  });

  const answering = (status: number, body: unknown, headers: Record<string, string> = {}): Fault => ({
    kind: 'answer',
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

  it('asks for one number, for no more than it reads, and tells who it is', async () => {
    await directory.findBySiret(SIRET);
    await directory.findBySiren('130025265' as Siren);
    const include = 'siege,matching_etablissements,complements';
    expect(api.requests.slice(-2)).toEqual([
      {
        method: 'GET',
        path: '/search',
        query: { q: SIRET, minimal: 'true', include },
        userAgent: USER_AGENT,
      },
      {
        method: 'GET',
        path: '/search',
        query: { q: '130025265', minimal: 'true', include },
        userAgent: USER_AGENT,
      },
    ]);
  });

  it('keeps the path of its base address', async () => {
    const behindAProxy = directoryOf(`${api.url}/annuaire/`);
    await expect(behindAProxy.findBySiret(SIRET)).rejects.toMatchObject({
      code: 'organization_directory.unexpected',
    });
    expect(api.requests.at(-1)?.path).toBe('/annuaire/search');
    await behindAProxy.close();
  });

  it.each([
    ['seconds', '120', 120],
    ['a date', 'Mon, 23 Nov 2026 10:01:30 GMT', 90],
    ['a date gone by', 'Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['nonsense', 'tomorrow', undefined],
    ['nothing', undefined, undefined],
  ])('reads a Retry-After of %s', async (_, header, expected) => {
    api.failNext(rateLimited(header));
    await expect(directory.findBySiret(SIRET)).rejects.toMatchObject({
      code: 'organization_directory.unavailable',
      retryAfterSeconds: expected,
    });
  });

  it.each<[string, Fault, string]>([
    ['a 500', FAULTS.serverError, 'unavailable'],
    ['a 503 with a delay', answering(503, '', { 'retry-after': '5' }), 'unavailable'],
    ['a lost connection', FAULTS.disconnection, 'unavailable'],
    ['a 400', answering(400, { erreur: 'Paramètre inconnu.' }), 'unexpected'],
    ['a 404', answering(404, { erreur: 'Chemin inconnu.' }), 'unexpected'],
    ['a 403', answering(403, 'Forbidden'), 'unexpected'],
    ['a redirection', answering(302, '', { location: '/search?q=13002526500013' }), 'unexpected'],
    ['half an answer', FAULTS.malformed, 'unexpected'],
    ['a page instead of JSON', answering(200, '<html></html>'), 'unexpected'],
    ['JSON of another shape', answering(200, { results: 'none' }), 'unexpected'],
    ['a unit without SIREN', answering(200, { results: [{ nom_complet: 'X' }] }), 'unexpected'],
    ['an endless answer', answering(200, ' '.repeat(2 * 1024 * 1024)), 'unexpected'],
  ])('translates %s', async (_, fault, code) => {
    const before = api.requests.length;
    api.failNext(fault);
    await expect(directory.findBySiret(SIRET)).rejects.toMatchObject({
      name: 'DomainError',
      code: `organization_directory.${code}`,
    });
    expect(api.requests.length).toBe(before + 1);
  });

  it('gives up after its timeout', async () => {
    const impatient = directoryOf(api.url, 50);
    api.failNext(FAULTS.timeout);
    await expect(impatient.findBySiret(SIRET)).rejects.toMatchObject({
      code: 'organization_directory.unavailable',
    });
    await impatient.close();
  });

  it('reports that no listener is there', async () => {
    const gone = await startSiretApi({ port: 0 });
    const orphan = directoryOf(gone.url);
    await gone.close();
    await expect(orphan.findBySiret(SIRET)).rejects.toMatchObject({
      code: 'organization_directory.unavailable',
    });
    await orphan.close();
  });

  it('reports that it went over the quota', async () => {
    const strict = await startSiretApi({ port: 0, quotaPerSecond: 1 });
    const hasty = directoryOf(strict.url);
    const results = await Promise.allSettled([hasty.findBySiret(SIRET), hasty.findBySiret(SIRET)]);
    expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'organization_directory.unavailable', retryAfterSeconds: 1 } },
    ]);
    await hasty.close();
    await strict.close();
  });

  const unit = (changes: Record<string, unknown>) => ({
    results: [{ siren: '130025265', matching_etablissements: [{ siret: SIRET }], ...changes }],
  });
  it.each([
    ['est_administration first', { est_administration: false, est_service_public: true }, false],
    ['est_service_public when the other is absent', { est_service_public: true }, true],
    [
      'est_service_public when the other is null',
      { est_administration: null, est_service_public: true },
      true,
    ],
    ['nothing when both are null', { est_administration: null, est_service_public: null }, false],
    ['nothing without complements', null, false],
  ])('reads %s', async (_, complements, expected) => {
    api.failNext(answering(200, unit({ complements })));
    expect(await directory.findBySiret(SIRET)).toMatchObject({ isPublicService: expected });
  });

  it.each(['7210', 7210])('recognizes a commune by the legal form %j', async (nature_juridique) => {
    api.failNext(
      answering(200, unit({ nature_juridique, siege: { siret: SIRET, libelle_commune: 'ÉTAIN' } })),
    );
    const entry = await directory.findBySiret(SIRET);
    expect(entry && nameFrom(entry)).toBe('Étain');
  });

  it.each<[string, Record<string, unknown>]>([
    ['complements.est_service_public is a text', { complements: { est_service_public: 'O' } }],
    ['complements is a text', { complements: 'aucun' }],
    ['the legal form is a list', { nature_juridique: ['7120'] }],
    ['the acronym is a number', { sigle: 12 }],
    ['the state is an object', { etat_administratif: {} }],
    ['the head office is a text', { siege: 'Paris' }],
    ['the head office has no number', { siege: { siret: null, libelle_commune: 3 } }],
    ['one of the establishments is odd', { matching_etablissements: [null, { siret: 4 }, { siret: SIRET }] }],
    ['sign boards are odd', { matching_etablissements: [{ siret: SIRET, liste_enseignes: [null, 3, {}] }] }],
    ['the number of the establishment is a number', { matching_etablissements: [{ siret: Number(SIRET) }] }],
    ['the number of the unit is odd', { siren: false }],
    ['the full name is odd', { nom_complet: ['X'] }],
  ])('k19-directory-member names a unit of which %s', async (_, changes) => {
    api.failNext(answering(200, unit({ nom_raison_sociale: 'BUREAU DES TESTS', ...changes })));
    const entry = await directory.findBySiret(SIRET);
    expect(entry && nameFrom(entry)).toBe('Bureau des Tests');
    expect(entry).toMatchObject({ siren: '130025265', isPublicService: false, isClosed: false });
  });

  it('k19-directory-member finds a unit among results that cannot be read', async () => {
    const { results } = unit({ nom_raison_sociale: 'BUREAU DES TESTS' });
    api.failNext(answering(200, { results: [null, 'x', { siren: {} }, ...results] }));
    expect(await directory.findBySiret(SIRET)).toMatchObject({ legalName: 'BUREAU DES TESTS' });
  });

  it('k15-commune-names calls a commune as the official list does, by its code or its SIREN', async () => {
    const named = async (changes: Record<string, unknown>) => {
      api.failNext(answering(200, unit({ nature_juridique: '7210', ...changes })));
      const entry = await directory.findBySiret(SIRET);
      return entry && nameFrom(entry);
    };
    const siege = (commune: unknown, libelle_commune = 'X') => ({
      siege: { siret: SIRET, commune, libelle_commune },
    });
    expect(await named(siege('15162'))).toBe('Riom-ès-Montagnes');
    expect(await named(siege('57032'))).toBe('Ars-sur-Moselle');
    expect(await named(siege(1004))).toBe('Ambérieu-en-Bugey');
    expect(await named(siege('13202'))).toBe('Marseille 2e Arrondissement');
    const complements = { collectivite_territoriale: { code_insee: '57032' } };
    expect(await named({ ...siege('15162'), complements })).toBe('Ars-sur-Moselle');
    expect(await named(siege('99999', 'ARS-EN-RE'))).toBe('Ars-en-Re');
    expect(await named({ nature_juridique: '7346', ...siege('57032'), nom_raison_sociale: 'CC X' })).toBe(
      'CC X',
    );
  });

  it('k15-commune-names calls a grouping of communes as the official list does', async () => {
    const siret = '20000017200010' as Siret;
    const body = {
      results: [{ siren: '200000172', nature_juridique: '7346', nom_complet: 'X', siege: { siret } }],
    };
    api.failNext(answering(200, body));
    const entry = await directory.findBySiret(siret);
    expect(entry && nameFrom(entry)).toBe('CC Faucigny - Glières');
  });

  it.each([
    ['no results', { results: [] }],
    ['no establishment', unit({ matching_etablissements: [] })],
    ['establishments left out', unit({ matching_etablissements: null })],
    ['another establishment only', unit({ matching_etablissements: [{ siret: '13002526500021' }] })],
  ])('finds nothing in an answer with %s', async (_, body) => {
    api.failNext(answering(200, body));
    expect(await directory.findBySiret(SIRET)).toBeUndefined();
  });

  it('finds the head office when it is not listed among the matches', async () => {
    api.failNext(answering(200, unit({ matching_etablissements: [], siege: { siret: SIRET } })));
    expect(await directory.findBySiret(SIRET)).toMatchObject({ establishment: { siret: SIRET } });
  });

  it('reads every field that may be missing as absent', async () => {
    api.failNext(answering(200, unit({})));
    expect(await directory.findBySiret(SIRET)).toEqual({
      siren: '130025265',
      legalName: null,
      fullName: null,
      acronym: null,
      legalCategory: null,
      headOfficeCity: null,
      isPublicService: false,
      isClosed: false,
      establishment: { siret: SIRET, tradeNames: [], isClosed: false },
    });
  });
});
