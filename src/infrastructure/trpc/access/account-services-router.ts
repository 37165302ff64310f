import { z } from 'zod';
import {
  ACCOUNT_SERVICE_NAME_MAX_LENGTH,
  type AccountService,
  type ApiKey,
} from '../../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../../domain/shared/ids.ts';
import { INSTANT_MAX_LENGTH } from '../../audit/audit-filter-input.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, textInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const LONGEST_SCOPE = 255;
const LONGEST_OVERLAP_SECONDS = 90 * 86_400;

const expiresAt = z.iso
  .datetime({ offset: true })
  .max(INSTANT_MAX_LENGTH)
  .transform((text) => new Date(text))
  .nullable()
  .default(null);
const idOnly = z.object({ id: idInput<AccountServiceId>() });
const listInput = z.object({ page: pageInput(['name', 'created_at'], { field: 'name', descending: false }) });
const createInput = z.object({
  name: textInput(ACCOUNT_SERVICE_NAME_MAX_LENGTH),
  scopes: z.array(textInput(LONGEST_SCOPE)).max(50),
  expiresAt,
});
const rotateInput = idOnly.extend({
  overlapSeconds: z.int().min(0).max(LONGEST_OVERLAP_SECONDS),
  expiresAt,
});

const presentKey = ({ prefix, createdAt, expiresAt: end, lastUsedAt }: ApiKey) => ({
  prefix,
  createdAt: createdAt.toISOString(),
  expiresAt: end?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

const present = ({ id, name, scopes, key, previousKey, revokedAt, createdAt }: AccountService) => ({
  id,
  name,
  scopes,
  key: presentKey(key),
  previousKey: previousKey && presentKey(previousKey),
  revokedAt: revokedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

/** Programs with API keys, for superusers. Only the answer that creates a key contains it. */
export const makeAccountServicesRouter = (useCases: AccessUseCases) =>
  router({
    list: query.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.listAccountServices(ctx.actor, input.page);
      return { total, items: items.map(present) };
    }),
    create: mutation.input(createInput).mutation(async ({ ctx, input }) => {
      const { service, key } = await useCases.createAccountService(ctx.actor, input);
      return { ...present(service), apiKey: key };
    }),
    /** The present key stays valid for `overlapSeconds` beside the new one. */
    rotateKey: mutation.input(rotateInput).mutation(async ({ ctx, input }) => {
      const { service, key } = await useCases.rotateAccountServiceKey(ctx.actor, input);
      return { ...present(service), apiKey: key };
    }),
    /** Revokes the previous key, or all keys, at once. */
    revokeKeys: mutation
      .input(idOnly.extend({ which: z.enum(['previous', 'all']) }))
      .mutation(async ({ ctx, input }) => present(await useCases.revokeAccountServiceKeys(ctx.actor, input))),
  });
