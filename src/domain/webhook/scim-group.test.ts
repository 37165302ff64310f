import { scimPatch } from 'scim-patch';
import SCIMMY from 'scimmy';
import { describe, expect, it } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import type { MembershipOperation } from './membership-event.ts';
import { dialectPatchOf, scimAnswer, standardPatchOf } from './scim-group.ts';

const SCHEMAS = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
const LEAVING = '3bdc28cb-c4ba-4b96-a973-a1caa63f5416' as UserId;
const STAYING = '5f2b2f4c-1f6e-4f0e-8a57-0c9d2f0b6c11' as UserId;
const event = (operation: MembershipOperation, userId: UserId = LEAVING) =>
  ({ operation, userId, email: 'a@b.fr', teamName: 'x' }) as const;

it("says it in La Suite's dialect as the contract does", () => {
  expect(dialectPatchOf(event('remove'))).toEqual({
    schemas: SCHEMAS,
    Operations: [
      { op: 'remove', path: 'members', value: [{ value: LEAVING, email: 'a@b.fr', type: 'User' }] },
    ],
  });
});

it('k11-webhook-remove says it as RFC 7644 does', () => {
  expect(standardPatchOf(event('add'))).toEqual({
    schemas: SCHEMAS,
    Operations: [{ op: 'add', path: 'members', value: [{ value: LEAVING }] }],
  });
  expect(standardPatchOf(event('remove'))).toEqual({
    schemas: SCHEMAS,
    Operations: [{ op: 'remove', path: `members[value eq "${LEAVING}"]` }],
  });
});

/** What becomes of the members of a group in programs that serve SCIM with these libraries. */
const SERVERS: Readonly<Record<string, (members: string[], body: object) => Promise<readonly string[]>>> = {
  'scim-patch': async (members, body) => {
    const group = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      meta: { resourceType: 'Group', created: new Date(0), lastModified: new Date(0), location: '' },
      members: members.map((value) => ({ value })),
    };
    const { Operations } = body as Parameters<typeof scimPatch>[1] & { Operations: [] };
    return (scimPatch(group, Operations).members ?? []).map(({ value }) => value);
  },
  SCIMMY: async (members, body) => {
    const group = new SCIMMY.Schemas.Group({
      id: '1',
      displayName: 'x',
      members: members.map((value) => ({ value })),
    });
    const patched = await new SCIMMY.Messages.PatchOp(body as never).apply(group, async (changed) => changed);
    return ((patched ?? group).members ?? []).map(({ value }: { value: string }) => value);
  },
};

describe.each(Object.keys(SERVERS))('k11-webhook-remove a server made with %s', (name) => {
  const apply = SERVERS[name] ?? (() => Promise.reject(new Error(name)));

  it('has who joined, and who was there', async () => {
    expect(await apply([STAYING], standardPatchOf(event('add')))).toEqual([STAYING, LEAVING]);
  });

  it('removes the person who left, and no other', async () => {
    expect(await apply([STAYING, LEAVING], standardPatchOf(event('remove')))).toEqual([STAYING]);
  });
});

describe('k11 the answer of a SCIM server', () => {
  it.each<[MembershipOperation, number, string | undefined, object]>([
    ['add', 200, undefined, { result: 'delivered' }],
    ['add', 204, undefined, { result: 'delivered' }],
    ['add', 409, undefined, { result: 'delivered' }],
    ['add', 409, 'uniqueness', { result: 'delivered' }],
    ['add', 404, undefined, { result: 'refused', failure: 'refused' }],
    ['add', 400, 'noTarget', { result: 'refused', failure: 'refused' }],
    ['remove', 204, undefined, { result: 'delivered' }],
    ['remove', 404, undefined, { result: 'delivered' }],
    ['remove', 400, 'noTarget', { result: 'delivered' }],
    ['remove', 400, 'invalidPath', { result: 'refused', failure: 'refused' }],
    ['remove', 400, undefined, { result: 'refused', failure: 'refused' }],
    ['remove', 409, undefined, { result: 'refused', failure: 'refused' }],
    ['remove', 307, undefined, { result: 'refused', failure: 'redirected' }],
    ...(['add', 'remove'] as const).flatMap((operation) =>
      [
        ...[401, 403].map((status) => [operation, status, undefined, LATER('unauthorized')] as const),
        ...[408, 429, 500, 501, 503].map(
          (status) => [operation, status, undefined, LATER('overloaded')] as const,
        ),
      ].map(([...each]): [MembershipOperation, number, string | undefined, object] => each),
    ),
  ])('to %s of %i %s is %j', (operation, status, scimType, expected) => {
    const answer = scimAnswer(operation, { status, scimType, retryAfterSeconds: 5 });
    expect(answer).toMatchObject({ ...expected, status });
  });
});

function LATER(failure: string) {
  return { result: 'unavailable', failure, retryAfterSeconds: 5 };
}
