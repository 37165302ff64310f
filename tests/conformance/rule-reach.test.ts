import { describe, expect, it } from 'vitest';
import { DEVIATIONS } from './deviations.ts';
import type { Difference } from './difference.ts';
import { judge } from './judge.ts';
import { ALICE, answered, madeUp, TEAM } from './made-up-interaction.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

const OTHER = '44444444-4444-4444-8444-444444444444';
const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-1111-4111-8111-111111111111`);
const FRENCH = { 'content-language': 'fr-fr' };

const verdictOf = (interaction: Interaction, answer: Answer, differences: readonly Difference[]) =>
  judge(interaction, answer, differences, DEVIATIONS).verdict;
const body = (recorded: unknown, ours: unknown): Difference => ({ aspect: 'body', recorded, ours });
const alice = (organization: string | null) => ({ id: ALICE, organization_id: organization });

/** Recordings other than those the rules were written for differ in more than one way at once, and in language. */
describe('rules reach recordings of', () => {
  const post = (path: string, given: object) =>
    madeUp({
      request: { method: 'POST', path, body: JSON.stringify(given) },
      response: { status: 201, body: {} },
    });
  const status = (ours: number): Difference => ({ aspect: 'status', recorded: 201, ours });

  it('answers in French', () => {
    const interaction = post('/api/v1.0/mail-domains/', { name: 'not a domain!' });
    const told = (text: string, headers = FRENCH) => answered(400, { name: [text] }, headers);
    const verdict = (answer: Answer) => verdictOf(interaction, answer, [status(400)]);
    expect(verdict(told('Saisissez un nom de domaine valide.'))).toBe('deviating');
    expect(verdict(told('Enter a valid domain name.', { 'content-language': 'en-us' }))).toBe('deviating');
    // Each language in its own words only.
    expect(verdict(told('Enter a valid domain name.'))).toBe('different');
    expect(verdict(told('Ce nom est pris.'))).toBe('different');
  });

  it('answers in French that quote what they are about', () => {
    const interaction = {
      ...post('/api/v1.0/mail-domains/', { name: 'evry.fr' }),
      outgoing: [{ method: 'POST', url: 'http://127.0.0.1:18090/domains/', status: 409, response: '' }],
    };
    const told = (text: string) => answered(400, { name: [text] }, FRENCH);
    const verdict = (answer: Answer) => verdictOf(interaction, answer, [status(400)]);
    expect(verdict(told('Un objet Mail domain avec ce champ name existe déjà.'))).toBe('deviating');
    expect(verdict(told('Un objet Mail domain avec ce champ slug existe déjà.'))).toBe('different');
  });

  it('a name whose slug is taken, whatever the language says of it', () => {
    const interaction = madeUp({
      request: { method: 'POST', path: '/api/v1.0/mail-domains/', body: '{"name": "evry-fr.fr"}' },
      response: { status: 400, body: { slug: ['Un objet Mail domain avec ce champ Slug existe déjà.'] } },
    });
    const differences = [{ aspect: 'status', recorded: 400, ours: 201 }];
    expect(verdictOf(interaction, answered(201, {}), differences)).toBe('deviating');
  });

  const contact = (id = '', values: object = {}) => ({
    id,
    full_name: `Contact ${id.slice(0, 1)}`,
    short_name: null,
    data: {},
    owner_id: null,
    user_id: null,
    override_id: null,
    ...values,
  });
  const listedContact = ({ id, full_name: name, owner_id: owner }: ReturnType<typeof contact>) => ({
    id,
    full_name: name,
    owner,
    short_name: null,
  });

  it('contacts of a person without organization, of which others have versions', () => {
    const [open, overridden, own, theirs] = [
      contact(A),
      contact(B),
      contact(C, { owner_id: ALICE }),
      contact(D, { owner_id: OTHER, override_id: B }),
    ];
    const [shownOpen, shownOverridden, shownOwn, shownTheirs] = [open, overridden, own, theirs].map(
      listedContact,
    );
    const recorded = [shownOpen, shownOwn, shownTheirs];
    const interaction = madeUp(
      { request: { path: '/api/v1.0/contacts/' }, response: { body: recorded } },
      { people_user: [alice(null)], people_contact: [open, overridden, own, theirs] },
    );
    const verdict = (ours: unknown) => verdictOf(interaction, answered(200, ours), [body(recorded, ours)]);
    expect(verdict([shownOpen, shownOverridden, shownOwn])).toBe('deviating');
    expect(verdict([shownOpen, shownOwn])).toBe('different');
    expect(verdict([shownOpen, shownOverridden, shownOwn, shownTheirs])).toBe('different');
    expect(verdict([shownOwn, shownOverridden, shownOpen])).toBe('different');
    expect(verdict([shownOpen, shownOverridden, { ...shownOwn, owner: null }])).toBe('different');
  });

  it('teams of which some are beside those above, and some sort alike', () => {
    const row = (id: string | undefined, path: string) => ({
      id,
      path,
      organization_id: OTHER,
      name: 'Same',
    });
    const [root, child, twin] = [row(A, '00001'), row(B, '0000100001'), row(C, '0000100002')];
    const beside = row(D, '00001000010000100001');
    const shown = ({ id, name }: typeof root) => ({ id, name });
    const recorded = [twin, child, root].map(shown);
    const access = (team: string | undefined) => ({
      id: TEAM,
      team_id: team,
      user_id: ALICE,
      role: 'member',
    });
    const interaction = madeUp(
      { request: { path: '/api/v1.0/teams/', query: 'ordering=name' }, response: { body: recorded } },
      {
        people_user: [alice(OTHER)],
        people_team: [root, child, twin, beside],
        people_team_access: [access(B)],
      },
    );
    const verdict = (ours: unknown) => verdictOf(interaction, answered(200, ours), [body(recorded, ours)]);
    expect(verdict([root, child].map(shown))).toBe('deviating');
    expect(verdict([child, root].map(shown))).toBe('different');
    expect(verdict([root].map(shown))).toBe('different');
  });

  it('sign-ins that lead elsewhere, by other settings', () => {
    const settings = {
      LOGIN_REDIRECT_URL: 'https://regie.example.fr/',
      LOGIN_REDIRECT_URL_FAILURE: 'https://regie.example.fr/oops',
    };
    const interaction = madeUp({
      request: { path: '/api/v1.0/callback/' },
      response: {
        status: 500,
        headers: { 'Content-Type': 'text/html' },
        body: '<h1>Server Error (500)</h1>',
      },
      settings,
    });
    const verdict = (location: string) =>
      verdictOf(interaction, { status: 302, headers: { location }, text: '' }, [
        { aspect: 'status', recorded: 500, ours: 302 },
      ]);
    expect(verdict('https://regie.example.fr/oops?error=identity_provider_refused')).toBe('deviating');
    expect(verdict('http://localhost:3000/failure?error=identity_provider_refused')).toBe('different');
  });
});
