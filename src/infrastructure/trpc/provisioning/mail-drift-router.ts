import { z } from 'zod';
import {
  DRIFT_FINDINGS,
  DRIFT_RESOLUTIONS,
  type DriftLine,
  resolutionsOf,
} from '../../../domain/provisioning/drift.ts';
import type { DriftLineId } from '../../../domain/shared/ids.ts';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const domain = z.object({ domainSlug: slugInput });
const pages = pageInput(['address'], { field: 'address', descending: false });

const present = ({ mailDomainId: _mailDomainId, foundAt, ...line }: DriftLine) => ({
  ...line,
  /** The ways in which the line can be settled. */
  resolutions: resolutionsOf(line),
  foundAt: foundAt.toISOString(),
});

/** Differences between a mail domain and the mail service. */
export const makeMailDriftRouter = (useCases: ProvisioningUseCases) =>
  router({
    /** The latest comparison; null before the first. */
    run: query.input(domain).query(async ({ ctx, input }) => {
      const run = await useCases.getDriftRun(ctx.actor, input.domainSlug);
      if (!run) return null;
      const { state, failure, rows, inconclusive, counts, startedAt, endedAt } = run;
      return {
        state,
        failure,
        rows,
        /**
         * Kinds of objects with unreadable rows at the mail service, so that none is reported as missing there, and the
         * number of rows.
         */
        inconclusive,
        counts,
        startedAt: startedAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      };
    }),
    list: query
      .input(
        domain.extend({
          findings: z.array(z.enum(DRIFT_FINDINGS)).max(DRIFT_FINDINGS.length).optional(),
          withIgnored: z.boolean().default(false),
          page: pages,
        }),
      )
      .query(async ({ ctx, input: { domainSlug, findings, withIgnored, page } }) => {
        const { total, items } = await useCases.listDrift(
          ctx.actor,
          domainSlug,
          { findings, withIgnored },
          page,
        );
        return { total, items: items.map(present) };
      }),
    /** Compares again, in the background; `imports`: also import what is missing here. */
    compare: mutation
      .input(domain.extend({ imports: z.boolean().default(false) }))
      .mutation(({ ctx, input: { domainSlug, imports } }) =>
        useCases.startReconciliation(ctx.actor, domainSlug, { imports }),
      ),
    resolve: mutation
      .input(domain.extend({ id: idInput<DriftLineId>(), resolution: z.enum(DRIFT_RESOLUTIONS) }))
      .mutation(({ ctx, input: { domainSlug: slug, ...input } }) =>
        useCases.resolveDrift(ctx.actor, { slug, ...input }),
      ),
  });
