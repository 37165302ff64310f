import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUP_FIELDS, USER_FIELDS } from '../../src/domain/access/scim-filter.ts';
import { parseScimFilter } from '../../src/infrastructure/resource-server/scim/parse-scim-filter.ts';
import { readMembersPatch } from '../../src/infrastructure/resource-server/scim/patch-members.ts';
import { ScimRefusal } from '../../src/infrastructure/resource-server/scim/scim-refusal.ts';
import { openServed, type Served } from './served.ts';

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const FIELDS = { kinds: USER_FIELDS, resource: 'User', sets: ['groups'] } as const;
/** Much more than any filter or patch within the bounds takes, also on a machine that does other things. */
const PATIENCE_MS = 10_000;

const names = [
  ...Object.keys(USER_FIELDS),
  ...Object.keys(GROUP_FIELDS),
  ...['nickName', 'emails', 'schemas', 'meta.resourceType', '__proto__'],
];
const word = fc.constantFrom(
  ...names,
  ...[
    'eq',
    'ne',
    'co',
    'sw',
    'ew',
    'gt',
    'ge',
    'lt',
    'le',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '.',
  ],
  ...['"x"', '"\\""', '"', '\\', 'true', 'false', 'null', '3', '-1e9', '"2026-01-01T00:00:00Z"', ':', ' '],
  ...['constructor', 'toString', "'", ';', '--', '%', '_', '\u0000', 'é', '\ud800'],
);
/** Filters that are nearly right, and texts that are not. */
const filterText = fc.oneof(
  fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
  fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
const comparison = fc
  .tuple(fc.constantFrom('userName', 'displayName', 'emails', 'active', 'meta.created'), fc.string())
  .map(([name, value]) => `${name} eq ${JSON.stringify(value)}`);
/** Deep and wide ones, up to and beyond the bounds. */
const bigFilter = fc
  .tuple(fc.array(comparison, { minLength: 1, maxLength: 60 }), fc.nat(600), fc.constantFrom(' and ', ' or '))
  .map(([parts, depth, joint]) => `${'(not '.repeat(depth)}${parts.join(joint)}${')'.repeat(depth)}`);

const refusalOrNothing = (work: () => unknown): void => {
  const begun = performance.now();
  try {
    work();
  } catch (error) {
    if (!(error instanceof ScimRefusal)) throw error;
  }
  expect(performance.now() - begun).toBeLessThan(PATIENCE_MS);
};

describe('reading', () => {
  it('reads any filter or refuses it, soon', () => {
    fc.assert(
      fc.property(fc.oneof(filterText, bigFilter), (text) =>
        refusalOrNothing(() => parseScimFilter(text, FIELDS)),
      ),
      { numRuns: 3_000 },
    );
  });

  it('k14-invisible compares names as they are stored, composed, and none with what no text can hold', () => {
    expect(parseScimFilter('displayName eq "Jose\\u0301"', FIELDS)).toMatchObject({ value: 'José' });
    for (const text of ['a\\u0000', '\\ud800']) {
      expect(parseScimFilter(`displayName eq "${text}"`, FIELDS)).toEqual({ op: 'never' });
    }
  });

  it('refuses long and deep ones without reading them', () => {
    for (const part of ['(', 'not ', 'userName eq "', 'a[', '"', '\\"', 'and ', '((((not ']) {
      refusalOrNothing(() => parseScimFilter(part.repeat(100_000 / part.length), FIELDS));
      refusalOrNothing(() => parseScimFilter(part.repeat(Math.floor(2000 / part.length)), FIELDS));
    }
  });

  it('applies any patch or refuses it, soon, and touches nothing else', () => {
    fc.assert(
      fc.property(patchBody, fc.array(fc.uuid(), { maxLength: 5 }), (body, members) => {
        const given = [...members];
        refusalOrNothing(() => readMembersPatch(body).apply(members as never, () => 'x'));
        expect(members).toEqual(given);
        expect({}).not.toHaveProperty('polluted');
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

const path = fc.oneof(
  fc.constantFrom('members', 'Members', 'displayName', 'members.value', '__proto__', '__proto__.polluted'),
  fc.constantFrom(
    'constructor.prototype.polluted',
    'members[value eq "x"]',
    'members[display eq "x"]',
    'members[',
    'members]',
    '',
    '.',
  ),
  filterText.map((text) => `members[${text}]`),
  fc.string({ maxLength: 30 }),
);
const value = fc.oneof(
  fc.uuid().map((id) => ({ value: id })),
  fc.array(
    fc.oneof(
      fc.uuid().map((id) => ({ value: id })),
      fc.anything(),
    ),
    { maxLength: 4 },
  ),
  fc.constant(JSON.parse('{"__proto__":{"polluted":1},"members":[]}') as unknown),
  fc.anything({ maxDepth: 2 }),
);
const operation = fc.oneof(
  fc.record(
    { op: fc.constantFrom('add', 'remove', 'replace', 'Add', 'REMOVE', 'move'), path, value },
    { requiredKeys: ['op'] },
  ),
  fc.anything({ maxDepth: 2 }),
);
const patchBody = fc.oneof(
  fc.record({ schemas: fc.constant([PATCH]), Operations: fc.array(operation, { maxLength: 5 }) }),
  fc.anything({ maxDepth: 3 }),
);

describe('over HTTP', () => {
  let served: Served;
  let rejections = 0;
  const count = () => {
    rejections += 1;
  };
  beforeAll(async () => {
    served = await openServed();
    process.on('unhandledRejection', count);
  });
  afterAll(async () => {
    process.off('unhandledRejection', count);
    await served.world.close();
  });

  it('answers any filter with 200 or 400, and never leaves a promise behind', async () => {
    const call = served.through('drive', served.people.alice);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('Users', 'Groups'),
        fc.oneof(filterText, bigFilter),
        fc.string({ maxLength: 20 }),
        async (collection, filter, other) => {
          const parameters = new URLSearchParams({ filter, attributes: other, startIndex: '1' });
          const { status, headers } = await call('GET', `scim/${collection}?${parameters}`);
          expect([200, 400]).toContain(status);
          expect(headers['content-type']).toBe('application/scim+json');
        },
      ),
      { numRuns: 300 },
    );
    expect(rejections).toBe(0);
  });

  it('answers any patch with a refusal or the group', async () => {
    const call = served.through('drive', served.people.alice);
    const target = `scim/Groups/${served.teams.own.externalId}`;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          patchBody.map((body) => {
            try {
              return JSON.stringify(body) ?? '';
            } catch {
              return '{}';
            }
          }),
          fc.string({ unit: 'binary', maxLength: 100 }),
        ),
        async (text) => {
          const { status } = await call('PATCH', target, text, { 'content-type': 'application/scim+json' });
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
    expect(rejections).toBe(0);
  });
});
