import type { CursorRequest, Page } from '../../shared/page.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

export type ClientOrder = 'name' | 'created_at';

/** One round trip each. */
export interface OpenidClientQueries {
  /** A client, disabled ones included: nobody may sign in to these (`isEnabled`). */
  find(clientId: string): Promise<RegisteredClient | undefined>;
  page(request: CursorRequest<ClientOrder>): Promise<Page<RegisteredClient>>;
}
