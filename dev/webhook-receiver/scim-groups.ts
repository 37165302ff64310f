import { z } from 'zod';
import type { ReceivedCall, Reply } from './reply.ts';

const schemas = z.tuple([z.literal('urn:ietf:params:scim:api:messages:2.0:PatchOp')]);

const dialectPatch = z.object({
  schemas,
  Operations: z
    .array(
      z.object({
        op: z.enum(['add', 'remove']),
        path: z.literal('members'),
        value: z.array(z.object({ value: z.uuid(), email: z.string().nullable(), type: z.literal('User') })),
      }),
    )
    .min(1),
});

const SELECTED = /^members\[value eq "([0-9a-f-]{36})"\]$/;
const standardPatch = z.object({
  schemas,
  Operations: z
    .array(
      z.discriminatedUnion('op', [
        z.strictObject({
          op: z.literal('add'),
          path: z.literal('members'),
          value: z.array(z.strictObject({ value: z.uuid() })),
        }),
        z.strictObject({ op: z.literal('remove'), path: z.string().regex(SELECTED) }),
      ]),
    )
    .min(1),
});

type Change = { readonly op: 'add' | 'remove'; readonly ids: readonly string[] };

/** What a patch asks for, as those of La Suite put it or, by its media type, as the standard does; undefined for neither. */
function changesOf({ contentType, body }: ReceivedCall): readonly Change[] | undefined {
  if (contentType !== 'application/scim+json') {
    return dialectPatch
      .safeParse(body)
      .data?.Operations.map(({ op, value }) => ({ op, ids: value.map((member) => member.value) }));
  }
  return standardPatch.safeParse(body).data?.Operations.map((operation) => ({
    op: operation.op,
    ids:
      operation.op === 'add'
        ? operation.value.map((member) => member.value)
        : [SELECTED.exec(operation.path)?.[1] ?? ''],
  }));
}

const scimError = (status: number, detail: string, scimType?: string): Reply => ({
  status,
  body: {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
    scimType,
  },
});

/**
 * Groups of a SCIM service (RFC 7644 section 3.5.2): a member is added once. One that is not there is removed too, in the
 * dialect; to the standard it is `noTarget`.
 */
export class ScimGroups {
  readonly #members = new Map<string, Set<string>>();

  /** Ids of the members of a group, in the order in which they were added. */
  membersOf(group: string): readonly string[] {
    return [...(this.#members.get(group) ?? [])];
  }

  /** Undefined for calls that are not SCIM's. */
  answer(call: ReceivedCall): Reply | undefined {
    const { method, path } = call;
    const group = /^\/Groups\/([^/]+)$/.exec(path)?.[1];
    if (group === undefined) return undefined;
    if (method !== 'PATCH') return scimError(405, 'Only PATCH');
    const changes = changesOf(call);
    if (!changes) return scimError(400, 'Not a patch of members');
    const members = this.#members.get(group) ?? new Set();
    this.#members.set(group, members);
    for (const { op, ids } of changes) {
      for (const id of ids) {
        if (op === 'add') members.add(id);
        else if (!members.delete(id) && call.contentType === 'application/scim+json') {
          return scimError(400, 'No such member', 'noTarget');
        }
      }
    }
    return { status: 200, body: {} };
  }
}
