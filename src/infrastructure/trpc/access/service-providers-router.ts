import { z } from 'zod';
import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { ServiceProviderId } from '../../../domain/shared/ids.ts';
import type { AccessUseCases } from '../../container/access.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, textInput } from '../procedure/text-input.ts';
import { router, throttledQuery } from '../procedure/trpc.ts';

const LONGEST = 256;
const filterInput = z
  .object({ name: textInput(LONGEST).optional(), audienceId: textInput(LONGEST).optional() })
  .prefault({});
const listInput = z.object({
  filter: filterInput,
  page: pageInput(['name', 'created_at'], { field: 'name', descending: false }),
});

const present = ({ id, name, audienceId }: ServiceProvider) => ({ id, name, audienceId });

/** The services linked to the organization of the signed-in person. */
export const makeServiceProvidersRouter = (useCases: AccessUseCases) =>
  router({
    list: throttledQuery.input(listInput.prefault({})).query(async ({ ctx, input }) => {
      const { total, items } = await useCases.listServiceProviders(ctx.actor, input.filter, input.page);
      return { total, items: items.map(present) };
    }),
    /** NOT_FOUND for services of other organizations. */
    get: throttledQuery
      .input(z.object({ id: idInput<ServiceProviderId>() }))
      .query(async ({ ctx, input }) => present(await useCases.getServiceProvider(ctx.actor, input.id))),
  });
