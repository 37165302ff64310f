import { z } from 'zod';
import type { ReceivedCall, Reply } from './reply.ts';

const patch = z.object({
  schemas: z.tuple([z.literal('urn:ietf:params:scim:api:messages:2.0:PatchOp')]),
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

const scimError = (status: number, detail: string): Reply => ({
  status,
  body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), detail },
});

/**
 * Groups of a SCIM service (RFC 7644 section 3.5.2): adding a member twice, or removing an absent one, succeeds without
 * effect.
 */
export class ScimGroups {
  readonly #members = new Map<string, Set<string>>();

  /** Ids of the members of a group, in the order in which they were added. */
  membersOf(group: string): readonly string[] {
    return [...(this.#members.get(group) ?? [])];
  }

  /** Undefined for calls that are not SCIM's. */
  answer({ method, path, body }: ReceivedCall): Reply | undefined {
    const group = /^\/Groups\/([^/]+)$/.exec(path)?.[1];
    if (group === undefined) return undefined;
    if (method !== 'PATCH') return scimError(405, 'Only PATCH');
    const parsed = patch.safeParse(body);
    if (!parsed.success) return scimError(400, 'Not a patch of members');
    const members = this.#members.get(group) ?? new Set();
    this.#members.set(group, members);
    for (const { op, value } of parsed.data.Operations) {
      for (const { value: id } of value) {
        if (op === 'add') members.add(id);
        else members.delete(id);
      }
    }
    return { status: 200, body: {} };
  }
}
