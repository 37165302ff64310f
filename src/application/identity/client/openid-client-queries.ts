import type { CursorRequest, Page } from '../../shared/page.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

export type ClientOrder = 'name' | 'created_at';

/** One round trip each. */
export interface OpenidClientQueries {
  /** A client, disabled ones included: nobody may sign in to these (`isEnabled`). */
  find(clientId: string): Promise<RegisteredClient | undefined>;
  /** The names of those of these clients that are there, by id; in one statement, however many. */
  namesOf(clientIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  page(request: CursorRequest<ClientOrder>): Promise<Page<RegisteredClient>>;
}
