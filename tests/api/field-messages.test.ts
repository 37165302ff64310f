import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const DOMAINS = 'mail-domains/';
const BOXES = 'mail-domains/evryfr/mailboxes/';
/** Good apart from what a test changes; nothing is created as long as one field is wrong. */
const FORMS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [DOMAINS]: { name: 'a.fr', support_email: 's@a.fr' },
  [BOXES]: { first_name: 'Ana', last_name: 'Petit', local_part: 'ana', secondary_email: 'ana@perso.fr' },
};
const FRENCH = [
  { 'accept-language': 'fr' },
  { 'accept-language': 'fr-FR,en;q=0.5' },
  { cookie: 'fr' },
] as const;

/** Answers in English and, by header and by cookie, in French. */
async function answers(path: string, form: unknown) {
  const key = await evry.world.openSession(evry.people.alice);
  const cookies = { sessionid: key, csrftoken: 'abcdefghijklmnopqrstuvwxyzABCDEF' };
  const english = await evry.alice.rest('POST', path, form);
  const french = await Promise.all(
    FRENCH.map((choice) =>
      'cookie' in choice
        ? evry.world.client({ ...cookies, django_language: choice.cookie }).rest('POST', path, form)
        : evry.alice.rest('POST', path, form, choice),
    ),
  );
  return { english, french };
}

const REQUIRED = ['This field is required.', 'Ce champ est obligatoire.'] as const;
const BLANK = ['This field may not be blank.', 'Ce champ ne peut être vide.'] as const;
const NULL = ['This field may not be null.', 'Ce champ ne peut être nul.'] as const;
const NO_STRING = ['Not a valid string.', 'Not a valid string.'] as const;
const NO_EMAIL = ['Enter a valid email address.', 'Saisissez une adresse e-mail valide.'] as const;
const NUL = ['Null characters are not allowed.', 'Le caractère nul n’est pas autorisé.'] as const;
const NO_VALUE = ['Enter a valid value.', 'Saisissez une valeur valide.'] as const;
const NO_DOMAIN = ['Enter a valid domain name.', 'Saisissez un nom de domaine valide.'] as const;
const tooLong = (max: number) =>
  [
    `Ensure this field has no more than ${max} characters.`,
    `Assurez-vous que ce champ comporte au plus ${max} caractères.`,
  ] as const;
const long = (length: number) => 'é'.repeat(length);

type Row = readonly [path: string, field: string, value: unknown, messages: readonly [string, string]];
const textRows = (path: string, field: string, max: number): Row[] => [
  [path, field, undefined, REQUIRED],
  [path, field, '', BLANK],
  [path, field, ' \t\n', BLANK],
  [path, field, null, NULL],
  [path, field, true, NO_STRING],
  [path, field, ['a'], NO_STRING],
  [path, field, { a: 1 }, NO_STRING],
  [path, field, 'a\0b', NUL],
  [path, field, long(max + 1), tooLong(max)],
];
const emailRows = (path: string, field: string): Row[] => [
  ...[true, 1, ['a@b.fr'], {}, 'nope', 'a@b', 'é@b.fr', 'a b@c.fr', '@b.fr'].map(
    (value): Row => [path, field, value, NO_EMAIL],
  ),
  [path, field, `${'a'.repeat(250)}@b.fr`, tooLong(254)],
];

const ROWS: readonly Row[] = [
  ...textRows(DOMAINS, 'name', 150),
  [DOMAINS, 'name', long(150), NO_DOMAIN],
  [DOMAINS, 'name', 12, NO_DOMAIN],
  [DOMAINS, 'support_email', undefined, REQUIRED],
  [DOMAINS, 'support_email', null, NULL],
  [DOMAINS, 'support_email', '', BLANK],
  ...emailRows(DOMAINS, 'support_email'),
  ...textRows(BOXES, 'first_name', 200),
  ...textRows(BOXES, 'last_name', 200),
  ...textRows(BOXES, 'local_part', 150),
  [BOXES, 'local_part', long(150), NO_VALUE],
  ...emailRows(BOXES, 'secondary_email'),
];

it('tells all that is wrong with a text', async () => {
  const { english, french } = await answers(DOMAINS, {
    ...FORMS[DOMAINS],
    name: `a\0${'x'.repeat(200)}`,
    support_email: 'a\0@b.fr',
  });
  const [email, tooLongName] = [
    ['Enter a valid email address.', 'Saisissez une adresse e-mail valide.'],
    tooLong(150),
  ];
  expect(english.body).toEqual({ name: [tooLongName?.[0], NUL[0]], support_email: [NUL[0], email?.[0]] });
  for (const { body } of french) {
    expect(body).toEqual({ name: [tooLongName?.[1], NUL[1]], support_email: [NUL[1], email?.[1]] });
  }
});

it('refuses half a character', async () => {
  const { english } = await answers(DOMAINS, { ...FORMS[DOMAINS], name: 'a\ud83d' });
  expect(english.body).toEqual({ name: ['Surrogate characters are not allowed: U+D83D.'] });
});

it.each(ROWS)('%s %s: %j', async (path, field, value, [inEnglish, inFrench]) => {
  const { english, french } = await answers(path, { ...FORMS[path], [field]: value });
  expect(english).toMatchObject({ status: 400, body: { [field]: [inEnglish] } });
  expect(english.body).toEqual({ [field]: [inEnglish] });
  expect(english.headers['content-language']).toBe('en-us');
  for (const answer of french) {
    expect(answer).toMatchObject({ status: 400, headers: { 'content-language': 'fr-fr' } });
    expect(answer.body).toEqual({ [field]: [inFrench] });
  }
});

it('names all wrong fields at once, in the order of the form', async () => {
  const { text } = await evry.alice.rest('POST', BOXES, {
    secondary_email: 'x',
    local_part: null,
    first_name: '',
  });
  expect(text).toBe(
    JSON.stringify({
      first_name: [BLANK[0]],
      last_name: [REQUIRED[0]],
      local_part: [NULL[0]],
      secondary_email: [NO_EMAIL[0]],
    }),
  );
});

it('counts characters, not the units they are made of', async () => {
  const { status } = await evry.alice.rest('POST', BOXES, {
    ...FORMS[BOXES],
    first_name: '🙂'.repeat(200),
    local_part: 'one',
  });
  expect(status).toBe(201);
  const box = { domainSlug: 'evryfr', firstName: '🙂'.repeat(200), lastName: 'Two', localPart: 'two' };
  expect(await evry.alice.regie.mailboxes.create.mutate(box)).toMatchObject({ localPart: 'two' });
});

describe('refusals of rules in French', () => {
  it.each([
    [
      DOMAINS,
      { ...FORMS[DOMAINS], name: 'evry.fr' },
      { name: ['Un objet Mail domain avec ce champ name existe déjà.'] },
    ],
    [
      BOXES,
      { ...FORMS[BOXES], local_part: 'jean.valjean' },
      { __all__: ['Un objet Mailbox avec ces champs Local_part et Domain existe déjà.'] },
    ],
    [
      BOXES,
      { ...FORMS[BOXES], first_name: 'Jean', last_name: 'Valjean' },
      { __all__: ['Un objet Mailbox avec ces champs First name, Last name et Domain existe déjà.'] },
    ],
  ])('%s', async (path, form, body) => {
    const { french } = await answers(path, form);
    for (const answer of french) expect(answer).toMatchObject({ status: 400, body });
  });
});

describe('tRPC refuses the same values', () => {
  const form = { domainSlug: 'evryfr', firstName: 'Ana', lastName: 'Petit', localPart: 'ana2' };

  it.each([
    { firstName: ' ' },
    { firstName: 'a\0b' },
    { firstName: long(201) },
    { lastName: '' },
    { localPart: long(151) },
    { secondaryEmail: 'nope' },
    { secondaryEmail: '' },
    { domainSlug: 'a\0b' },
  ])('%j', async (change) => {
    const failure = await trpcFailure(evry.alice.regie.mailboxes.create.mutate({ ...form, ...change }));
    expect(failure).toMatchObject({ httpStatus: 400, code: 'BAD_REQUEST', domainCode: null });
  });

  it.each([{ name: '' }, { name: 'a\0.fr' }, { supportEmail: 'a@b' }])('%j', async (change) => {
    const domain = { name: 'b.fr', supportEmail: 's@b.fr', ...change };
    const failure = await trpcFailure(evry.alice.regie.mailDomains.create.mutate(domain));
    expect(failure).toMatchObject({ httpStatus: 400, code: 'BAD_REQUEST', domainCode: null });
  });
});
