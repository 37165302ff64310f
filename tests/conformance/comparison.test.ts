import { describe, expect, it } from 'vitest';
import { compareAnswer } from './compare-answer.ts';
import { compareEffects } from './compare-effects.ts';
import { differencesOf, isSame } from './difference.ts';
import { judge } from './judge.ts';
import { KnownValues } from './known-values.ts';
import { answered, madeUp } from './made-up-interaction.ts';
import { recordedMoment } from './recorded-moment.ts';
import { type OurTables, spellTime, takeOverRecorded } from './recorded-state.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';
import type { DeviationRule } from './rule.ts';
import { Tally } from './tally.ts';

const OLD = '11111111-1111-4111-8111-111111111111';
const NEW = '22222222-2222-4222-8222-222222222222';
const NEWER = '33333333-3333-4333-8333-333333333333';
const TIME = '2026-11-23T16:41:45.862870Z';

const organization = (id: string, values: object = {}) => ({
  id,
  created_at: '2026-11-23T16:41:45.86287+00:00',
  updated_at: '2026-11-23T16:41:45.9+00:00',
  name: 'Évry',
  registration_id_list: [],
  domain_list: [],
  metadata: {},
  is_active: true,
  ...values,
});

const recordedAnswer = (response: Partial<Interaction['response']>, request: object = {}): Interaction =>
  madeUp({ actor: null, request, response }, { people_organization: [organization(OLD)] });

const given = (body: unknown, values: Partial<Answer> = {}): Answer => ({
  ...answered(200, body),
  ...values,
});

const aspects = (interaction: Interaction, answer: Answer) =>
  compareAnswer(interaction, answer, new KnownValues(takeOverRecorded(interaction.before))).map(
    ({ aspect }) => aspect,
  );

describe('answers', () => {
  it.each<[string, Interaction, Answer, readonly string[]]>([
    ['equal', recordedAnswer({ body: { a: [1, { b: 2 }] } }), given({ a: [1, { b: 2 }] }), []],
    ['members in another order', recordedAnswer({ body: { a: 1, b: 2 } }), given('{"b":2,"a":1}'), []],
    ['another status', recordedAnswer({ status: 404 }), given({}), ['status']],
    ['another value', recordedAnswer({ body: { a: { b: 1 } } }), given({ a: { b: 2 } }), ['body a b']],
    ['a missing member', recordedAnswer({ body: { a: null } }), given({}), ['body a']],
    ['an empty object for nothing', recordedAnswer({ body: { a: {} } }), given({ a: null }), ['body a']],
    ['other items', recordedAnswer({ body: [1, 2] }), given([2, 1]), ['body']],
    ['another new id', recordedAnswer({ body: { id: NEW } }), given({ id: NEWER }), []],
    [
      'no id where there was a new one',
      recordedAnswer({ body: { id: NEW } }),
      given({ id: 'x' }),
      ['body id'],
    ],
    [
      'another id than one from before',
      recordedAnswer({ body: { id: OLD } }),
      given({ id: NEW }),
      ['body id'],
    ],
    [
      'another new time',
      recordedAnswer({ body: '2026-01-01T00:00:00Z' }),
      given('"2027-01-01T00:00:00Z"'),
      [],
    ],
    [
      'a time from before, cut',
      recordedAnswer({ body: { at: TIME } }),
      given({ at: '2026-11-23T16:41:45.862000Z' }),
      ['body at'],
    ],
    [
      'another type',
      recordedAnswer({ headers: { 'Content-Type': 'text/html' } }),
      given({}),
      ['header Content-Type'],
    ],
    [
      'no type of no body',
      recordedAnswer({ headers: { 'Content-Type': 'text/html' }, body: '' }),
      given('', { headers: {} }),
      [],
    ],
    [
      'another Allow',
      recordedAnswer({ headers: { 'Content-Type': 'application/json', Allow: 'GET, PUT' } }),
      given({}, { headers: { 'content-type': 'application/json', allow: 'GET' } }),
      ['header Allow'],
    ],
    [
      'other parameters of an address',
      recordedAnswer({ headers: { Location: 'http://a/b?state=1&x=1' }, body: '' }),
      given('', { headers: { location: 'http://a/b?state=2&x=2' } }),
      ['header Location x'],
    ],
  ])('%s', (_name, interaction, answer, expected) => {
    expect(aspects(interaction, answer)).toEqual(expected);
  });

  it('misses a method in Allow', () => {
    const headers = { 'Content-Type': 'application/json', Allow: 'GET, PUT, OPTIONS' };
    const ours = given({}, { headers: { 'content-type': 'application/json', allow: 'GET, OPTIONS' } });
    expect(aspects(recordedAnswer({ headers }), ours)).toEqual(['header Allow']);
  });
});

describe('effects', () => {
  const before = takeOverRecorded({ people_organization: [organization(OLD)] });
  const known = new KnownValues(before);
  const state = (...rows: Parameters<typeof organization>[]): OurTables =>
    takeOverRecorded({ people_organization: rows.map((row) => organization(...row)) });

  it.each<[string, OurTables, OurTables, readonly string[]]>([
    ['nothing changed', before, before, []],
    ['a new row under another id', state([OLD], [NEW]), state([OLD], [NEWER]), []],
    ['a change at another time', before, state([OLD, { updated_at: '2027-01-01T00:00:00+00:00' }]), []],
    ['another value', state([OLD, { name: 'A' }]), before, ['effect organization.name']],
    ['other JSON', state([OLD, { metadata: { a: 1 } }]), before, ['effect organization.metadata']],
    ['a row too few', state([OLD], [NEW]), before, ['effect organization row']],
    ['a row too many', {}, before, ['effect organization row']],
    [
      'other new rows',
      state([OLD], [NEW, { name: 'A' }]),
      state([OLD], [NEW, { name: 'B' }]),
      ['effect organization.name'],
    ],
    ['two new rows for one', state([OLD], [NEW]), state([OLD], [NEWER], [NEW]), ['effect organization row']],
  ])('%s', (_name, recorded, ours, expected) => {
    expect(compareEffects(recorded, ours, known).map(({ aspect }) => aspect)).toEqual(expected);
  });
});

describe('verdicts', () => {
  const interaction = recordedAnswer({});
  const rule = (aspect: string, when = true): DeviationRule => ({
    follows: 'D1',
    because: aspect,
    when: () => when,
    explains: (difference) => difference.aspect === aspect,
  });
  const difference = (aspect: string) => ({ aspect, recorded: 1, ours: 2 });

  it.each<[string, readonly string[], readonly DeviationRule[], string]>([
    ['nothing differs', [], [], 'equal'],
    ['everything is explained', ['a', 'b'], [rule('a'), rule('b')], 'deviating'],
    ['something is not explained', ['a', 'b'], [rule('a')], 'different'],
    ['the rule is about something else', ['a'], [rule('a', false)], 'different'],
  ])('when %s', (_name, found, rules, verdict) => {
    expect(judge(interaction, given({}), found.map(difference), rules)).toMatchObject({ verdict });
  });

  it('tells rules that nothing needed, and counts in its last line', () => {
    const [used, unused] = [rule('a'), rule('b')];
    const tally = new Tally();
    tally.equal += 2;
    tally.countDeviating([used]);
    tally.countDifferent(interaction);
    tally.countNotReplayed('why');
    tally.countNotReplayed('why');
    expect(tally.unused([used, unused], [])).toEqual(['the rule for D1 (b) matches nothing']);
    expect(tally.describe()).toEqual(['not replayed: 2 × why', 'deviating: 1 × D1']);
    expect(tally.lastLine).toBe('conformance: 2 equal, 1 deviating, 1 different, 2 not replayed');
  });
});

describe('what recordings tell', () => {
  it.each([
    ['2026-11-23T16:41:45.86287+00:00', TIME],
    ['2026-11-23T16:41:45+00:00', '2026-11-23T16:41:45.000000Z'],
    [TIME, TIME],
  ])('the time %s', (text, spelled) => {
    expect(spellTime(text)).toBe(spelled);
  });

  it('refuses times of other zones, which are not compared', () => {
    expect(() => spellTime('2026-11-23T16:41:45+01:00')).toThrow('not in UTC');
  });

  it('when an interaction took place: just after the latest time it mentions', () => {
    const later = recordedAnswer({ body: { at: '2026-11-23T16:50:00.5Z' } });
    expect(recordedMoment(later).toISOString()).toBe('2026-11-23T16:50:00.501Z');
    expect(recordedMoment(recordedAnswer({})).toISOString()).toBe('2026-11-23T16:41:45.901Z');
  });

  it('JSON that is the same or not', () => {
    expect(isSame({ a: [null] }, { a: [null] })).toBe(true);
    expect(isSame({ a: undefined }, {})).toBe(false);
    expect(isSame([], {})).toBe(false);
    expect(differencesOf('x', { a: 1, b: [1] }, { a: 1, b: [2], c: 3 })).toEqual([
      { aspect: 'x b', recorded: [1], ours: [2] },
      { aspect: 'x c', recorded: undefined, ours: 3 },
    ]);
  });
});
