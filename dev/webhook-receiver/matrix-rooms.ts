import { z } from 'zod';
import type { ReceivedCall, Reply } from './reply.ts';

const search = z.object({ search_term: z.string() });
const membership = z.object({ user_id: z.string().regex(/^@[^:]+:.+$/), reason: z.string().optional() });

const matrixError = (status: number, errcode: string, error: string): Reply => ({
  status,
  body: { errcode, error },
});

type Room = { readonly bots: Set<string>; readonly people: Set<string> };

/**
 * Rooms and user directory of a Matrix homeserver (client-server API v3), with the refusals of Synapse. A bot enters
 * only the rooms that it was let into.
 */
export class MatrixRooms {
  readonly #rooms = new Map<string, Room>();
  #directory: readonly string[] = [];

  /** Creates a room that bots with one of these tokens may join. */
  addRoom(id: string, { tokens }: { readonly tokens: readonly string[] }): void {
    this.#rooms.set(id, { bots: new Set(tokens), people: new Set() });
  }

  /** Ids of people whom a search may find. */
  setDirectory(userIds: readonly string[]): void {
    this.#directory = userIds;
  }

  /** Ids of the people in a room, in the order in which they came. */
  peopleIn(room: string): readonly string[] {
    return [...(this.#rooms.get(room)?.people ?? [])];
  }

  /** Undefined for calls that are not Matrix's. */
  answer({ method, path, authorization, body }: ReceivedCall): Reply | undefined {
    if (!path.startsWith('/_matrix/client/v3/')) return undefined;
    if (method !== 'POST') return matrixError(405, 'M_UNRECOGNIZED', 'Unrecognized request');
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) return matrixError(401, 'M_MISSING_TOKEN', 'Missing access token');
    if (path === '/_matrix/client/v3/user_directory/search') return this.#search(body);
    const [, id = '', action = ''] = /^\/_matrix\/client\/v3\/rooms\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    const room = this.#rooms.get(decodeURIComponent(id));
    if (!room?.bots.has(token)) return matrixError(403, 'M_FORBIDDEN', 'You are not invited to this room.');
    if (action === 'join') return { status: 200, body: { room_id: decodeURIComponent(id) } };
    return this.#change(room, action, body);
  }

  #search(body: unknown): Reply {
    const parsed = search.safeParse(body);
    if (!parsed.success) return matrixError(400, 'M_BAD_JSON', 'No search term');
    const found = this.#directory.filter((userId) => userId.startsWith(parsed.data.search_term));
    return { status: 200, body: { limited: false, results: found.map((user_id) => ({ user_id })) } };
  }

  #change({ people }: Room, action: string, body: unknown): Reply {
    const parsed = membership.safeParse(body);
    if (!parsed.success) return matrixError(400, 'M_BAD_JSON', 'No user id');
    const { user_id: userId } = parsed.data;
    if (action === 'invite') {
      if (people.has(userId)) return matrixError(403, 'M_FORBIDDEN', `${userId} is already in the room.`);
      people.add(userId);
      return { status: 200, body: {} };
    }
    if (action !== 'kick') return matrixError(404, 'M_UNRECOGNIZED', 'Unrecognized request');
    if (!people.delete(userId)) return matrixError(403, 'M_FORBIDDEN', 'The target user is not in the room');
    return { status: 200, body: {} };
  }
}
