import { describe, expect, it } from 'vitest';
import { DomainError, type ErrorCode } from '../../src/domain/shared/errors.ts';
import { STATUS } from '../../src/infrastructure/http/error-mapping.ts';
import type { ApiClient } from '../support/api-client.ts';
import type { Evry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

/** The same request by both transports. */
type Both = Readonly<{
  rest: (client: ApiClient) => ReturnType<ApiClient['rest']>;
  trpc: (client: ApiClient) => Promise<unknown>;
}>;
type Box = Readonly<{ firstName: string; lastName: string; localPart: string; secondaryEmail?: string }>;

export const getMe: Both = { rest: (c) => c.rest('GET', 'users/me/'), trpc: (c) => c.regie.users.me.query() };

export const getOrganization = (id: string): Both => ({
  rest: (c) => c.rest('GET', `organizations/${id}/`),
  trpc: (c) => c.regie.organizations.get.query({ id }),
});

export const listDomains: Both = {
  rest: (c) => c.rest('GET', 'mail-domains/'),
  trpc: (c) => c.regie.mailDomains.list.query({}),
};

export const getDomain = (slug: string): Both => ({
  rest: (c) => c.rest('GET', `mail-domains/${slug}/`),
  trpc: (c) => c.regie.mailDomains.get.query({ slug }),
});

export const createDomain = (name: string): Both => ({
  rest: (c) => c.rest('POST', 'mail-domains/', { name, support_email: 's@a.fr' }),
  trpc: (c) => c.regie.mailDomains.create.mutate({ name, supportEmail: 's@a.fr' }),
});

export const checkDomain = (slug: string): Both => ({
  rest: (c) => c.rest('POST', `mail-domains/${slug}/fetch/`),
  trpc: (c) => c.regie.mailDomains.check.mutate({ slug }),
});

export const listBoxes = (domainSlug: string): Both => ({
  rest: (c) => c.rest('GET', `mail-domains/${domainSlug}/mailboxes/`),
  trpc: (c) => c.regie.mailboxes.list.query({ domainSlug }),
});

export const getBox = (domainSlug: string, id: string): Both => ({
  rest: (c) => c.rest('GET', `mail-domains/${domainSlug}/mailboxes/${id}/`),
  trpc: (c) => c.regie.mailboxes.get.query({ domainSlug, id }),
});

export const createBox = (domainSlug: string, box: Box): Both => ({
  rest: (c) =>
    c.rest('POST', `mail-domains/${domainSlug}/mailboxes/`, {
      first_name: box.firstName,
      last_name: box.lastName,
      local_part: box.localPart,
      secondary_email: box.secondaryEmail,
    }),
  trpc: (c) => c.regie.mailboxes.create.mutate({ domainSlug, ...box }),
});

type Change = Readonly<{ firstName?: string; lastName?: string; secondaryEmail?: string | null }>;
const renameKeys = ({ firstName, lastName, secondaryEmail }: Change) => ({
  first_name: firstName,
  last_name: lastName,
  secondary_email: secondaryEmail,
});

export const updateBox = (domainSlug: string, id: string, change: Change): Both => ({
  rest: (c) => c.rest('PATCH', `mail-domains/${domainSlug}/mailboxes/${id}/`, renameKeys(change)),
  trpc: (c) => c.regie.mailboxes.update.mutate({ domainSlug, id, ...change }),
});

const ACTIONS = {
  enable: 'enable',
  disable: 'disable',
  reset_password: 'resetPassword',
  login_link: 'sendLoginLink',
} as const;

export const actOnBox = (domainSlug: string, id: string, action: keyof typeof ACTIONS): Both => ({
  rest: (c) => c.rest('POST', `mail-domains/${domainSlug}/mailboxes/${id}/${action}/`),
  trpc: (c) => c.regie.mailboxes[ACTIONS[action]].mutate({ domainSlug, id }),
});

export type Row = Readonly<{
  what: string;
  who: (evry: Evry) => ApiClient;
  call: (evry: Evry) => Both;
  code: ErrorCode;
  /** Of the REST answer. */
  body: unknown;
  /** Null: none, though another system is away. */
  retryAfter?: string | null;
  /** Done before each of the two calls. */
  arrange?: (evry: Evry) => unknown;
}>;

/** Makes each call by both transports and expects the same failure. */
export const describeFailures = (rows: readonly Row[], open: () => Evry) =>
  describe.each(rows)('$what: $code', ({ who, call, code, body, retryAfter, arrange }) => {
    const { kind } = new DomainError(code, '');

    it('over REST', async () => {
      const evry = open();
      await arrange?.(evry);
      const answer = await call(evry).rest(who(evry));
      expect(answer).toMatchObject({
        status: STATUS[kind].http,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.body).toEqual(body);
      expect(answer.headers['www-authenticate']).toBe(
        kind === 'unauthenticated' ? 'Bearer realm="api"' : undefined,
      );
      const usual = kind === 'unavailable' ? '10' : undefined;
      expect(answer.headers['retry-after']).toBe(retryAfter === null ? undefined : (retryAfter ?? usual));
    });

    it('over tRPC', async () => {
      const evry = open();
      await arrange?.(evry);
      const failure = await trpcFailure(call(evry).trpc(who(evry)));
      expect(failure).toMatchObject({ domainCode: code, code: STATUS[kind].trpc });
      // The REST contract answers 400 to conflicts, as to everything that is wrong with a body; tRPC answers 409.
      expect(failure.httpStatus).toBe(kind === 'conflict' ? 409 : STATUS[kind].http);
    });
  });
