import { z } from 'zod';
import type { ClientView } from '../../../application/identity/client/client-view.ts';
import { CLIENT_ADDRESS_MAX_LENGTH } from '../../../domain/identity/client-address.ts';
import {
  CLIENT_AUTH_METHODS,
  CLIENT_TYPES,
  ID_TOKEN_ALGORITHMS,
  USERINFO_ALGORITHMS,
} from '../../../domain/identity/openid-client.ts';
import {
  CLIENT_ADDRESSES_MAX,
  CLIENT_ID_MAX_LENGTH,
  CLIENT_NAME_MAX_LENGTH,
} from '../../../domain/identity/openid-client-rules.ts';
import type { OpenidClientUseCases } from '../../container/identity/openid-clients.ts';
import { pageInput } from '../procedure/page-input.ts';
import { exactTextInput, textInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const LONGEST_OVERLAP_SECONDS = 90 * 86_400;

const listInput = z.object({ page: pageInput(['name', 'created_at'], { field: 'name', descending: false }) });
/** The domain tells what is wrong with an address, and refuses longer ones. */
const addresses = z.array(exactTextInput(CLIENT_ADDRESS_MAX_LENGTH)).max(CLIENT_ADDRESSES_MAX);
const clientOnly = z.object({ clientId: exactTextInput(CLIENT_ID_MAX_LENGTH) });
const settings = {
  name: textInput(CLIENT_NAME_MAX_LENGTH),
  tokenEndpointAuthMethod: z.enum(CLIENT_AUTH_METHODS),
  redirectUris: addresses,
  postLogoutRedirectUris: addresses,
  allowedOrigins: addresses,
  idTokenSignedResponseAlg: z.enum(ID_TOKEN_ALGORITHMS),
  userinfoSignedResponseAlg: z.enum(USERINFO_ALGORITHMS).nullable(),
  requiresPkce: z.boolean(),
  skipsConsent: z.boolean(),
  backchannelLogoutUri: exactTextInput(CLIENT_ADDRESS_MAX_LENGTH).nullable(),
  backchannelLogoutSessionRequired: z.boolean(),
};
const createInput = z.object({
  clientId: exactTextInput(CLIENT_ID_MAX_LENGTH).optional(),
  clientType: z.enum(CLIENT_TYPES),
  ...settings,
  postLogoutRedirectUris: addresses.default([]),
  allowedOrigins: addresses.default([]),
  idTokenSignedResponseAlg: settings.idTokenSignedResponseAlg.default('RS256'),
  userinfoSignedResponseAlg: settings.userinfoSignedResponseAlg.default(null),
  requiresPkce: z.boolean().default(true),
  skipsConsent: z.boolean().default(false),
  backchannelLogoutUri: settings.backchannelLogoutUri.default(null),
  backchannelLogoutSessionRequired: z.boolean().default(false),
});
const updateInput = clientOnly.extend(z.object(settings).partial().shape);
const rotateInput = clientOnly.extend({ overlapSeconds: z.int().min(0).max(LONGEST_OVERLAP_SECONDS) });

const present = ({
  createdAt,
  updatedAt,
  secretIssuedAt,
  secretUsedAt,
  formerSecrets,
  ...client
}: ClientView) => ({
  ...client,
  secretIssuedAt: secretIssuedAt?.toISOString() ?? null,
  secretUsedAt: secretUsedAt?.toISOString() ?? null,
  formerSecrets: formerSecrets.map(({ endsAt, usedAt }) => ({
    endsAt: endsAt.toISOString(),
    usedAt: usedAt?.toISOString() ?? null,
  })),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** Services that sign people in with their mailboxes, for superusers. Only the answer that draws a secret contains it. */
export const makeOpenidClientsRouter = (useCases: OpenidClientUseCases) =>
  router({
    list: query.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.listOpenidClients(ctx.actor, input.page);
      return { total, items: items.map(present) };
    }),
    get: query
      .input(clientOnly)
      .query(async ({ ctx, input }) => present(await useCases.getOpenidClient(ctx.actor, input.clientId))),
    create: mutation.input(createInput).mutation(async ({ ctx, input: { clientId, ...given } }) => {
      const { client, secret } = await useCases.createOpenidClient(ctx.actor, given, clientId);
      return { ...present(client), clientSecret: secret };
    }),
    /** Settings that are not named stay. */
    update: mutation.input(updateInput).mutation(async ({ ctx, input: { clientId, ...changes } }) => {
      const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      return present(await useCases.updateOpenidClient(ctx.actor, clientId, named));
    }),
    /** The present secret stays good for `overlapSeconds` beside the new one. */
    rotateSecret: mutation.input(rotateInput).mutation(async ({ ctx, input }) => {
      const { client, secret } = await useCases.rotateClientSecret(ctx.actor, input);
      return { ...present(client), clientSecret: secret };
    }),
    enable: mutation
      .input(clientOnly)
      .mutation(async ({ ctx, input }) =>
        present(await useCases.setOpenidClientEnabled(ctx.actor, input.clientId, true)),
      ),
    /** The client's codes, tokens and permissions end. */
    disable: mutation
      .input(clientOnly)
      .mutation(async ({ ctx, input }) =>
        present(await useCases.setOpenidClientEnabled(ctx.actor, input.clientId, false)),
      ),
    delete: mutation
      .input(clientOnly)
      .mutation(({ ctx, input }) => useCases.deleteOpenidClient(ctx.actor, input.clientId)),
  });
