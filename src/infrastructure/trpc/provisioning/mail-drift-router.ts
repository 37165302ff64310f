import { z } from 'zod';
import type { CountedDriftRun } from '../../../application/provisioning/drift-repository.ts';
import type { DriftOutcome } from '../../../application/provisioning/reconciliation/resolve-drift.ts';
import {
  DRIFT_FINDINGS,
  DRIFT_RESOLUTIONS,
  type DriftLine,
  FINDINGS_TO_SETTLE,
} from '../../../domain/provisioning/drift.ts';
import { choicesOf } from '../../../domain/provisioning/drift-effects.ts';
import type { DriftLineId } from '../../../domain/shared/ids.ts';
import type { ProvisioningUseCases } from '../../container/provisioning.ts';
import { CHANGE_OF_MANY, countMany, manyIdsInput } from '../procedure/change-of-many.ts';
import { pageInput } from '../procedure/page-input.ts';
import { idInput, searchInput, slugInput } from '../procedure/text-input.ts';
import { mutation, query, router } from '../procedure/trpc.ts';

const domain = z.object({ domainSlug: slugInput });
const pages = pageInput(['address'], { field: 'address', descending: false });

const present = (line: DriftLine) => {
  const { mailDomainId: _mailDomainId, foundAt, ...shown } = line;
  const choices = choicesOf(line);
  return {
    ...shown,
    /** The ways in which the line can be settled. */
    resolutions: choices.map(({ resolution }) => resolution),
    /** The same, with what each does here or at the mail service. */
    choices,
    foundAt: foundAt.toISOString(),
  };
};

const presentRun = ({ mailDomainId: _mailDomainId, startedAt, endedAt, ...run }: CountedDriftRun) => ({
  /**
   * With `inconclusive`: kinds of objects with unreadable rows at the mail service, so that none is reported as missing
   * there, and the number of rows.
   */
  ...run,
  startedAt: startedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

/** Refusals have their code; the message is for the log. */
const presentOutcome = (outcome: DriftOutcome) => {
  if (outcome.outcome !== 'refused') return outcome;
  const { failure, ...told } = outcome;
  return { ...told, code: failure.code, params: failure.params };
};

/** Differences between a mail domain and the mail service. */
export const makeMailDriftRouter = (useCases: ProvisioningUseCases) =>
  router({
    /** The latest comparison (null before the first), and whether another waits for its turn or is under way. */
    run: query.input(domain).query(async ({ ctx, input }) => {
      const { latest, isQueued } = await useCases.getDriftRun(ctx.actor, input.domainSlug);
      return { latest: latest ? presentRun(latest) : null, isQueued };
    }),
    /** `toSettle`: only what somebody settles, without what was imported. Ignored lines only where they are asked for. */
    list: query
      .input(
        domain.extend({
          findings: z.array(z.enum(DRIFT_FINDINGS)).max(DRIFT_FINDINGS.length).optional(),
          toSettle: z.boolean().default(false),
          withIgnored: z.boolean().default(false),
          /** Part of the address or of the destination. */
          search: searchInput,
          page: pages,
        }),
      )
      .query(async ({ ctx, input: { domainSlug, toSettle, page, ...filter } }) => {
        const findings = toSettle
          ? (filter.findings ?? DRIFT_FINDINGS).filter((one) => FINDINGS_TO_SETTLE.includes(one))
          : filter.findings;
        const { total, items } = await useCases.listDrift(
          ctx.actor,
          domainSlug,
          { ...filter, findings },
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
    /** `waiting`: done as soon as the mail service has been asked. */
    resolve: mutation
      .input(domain.extend({ id: idInput<DriftLineId>(), resolution: z.enum(DRIFT_RESOLUTIONS) }))
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) => ({
        outcome: await useCases.resolveDrift(ctx.actor, { slug, ...input }),
      })),
    /**
     * Settles several lines in one way, each with an outcome of its own, in their order and once each: `settled`, `waiting`
     * until the mail service has been asked, or `refused` with a code. What is done is done at once, or not at all. A request
     * that is repeated finds the lines gone: `drift.not_found`.
     */
    resolveSeveral: mutation
      .meta(CHANGE_OF_MANY)
      .input(
        domain.extend({
          ids: manyIdsInput<DriftLineId>(),
          resolution: z.enum(DRIFT_RESOLUTIONS),
        }),
      )
      .mutation(async ({ ctx, input: { domainSlug: slug, ...input } }) => {
        await countMany(ctx, input.ids);
        return {
          outcomes: (await useCases.resolveDriftLines(ctx.actor, { slug, ...input })).map(presentOutcome),
        };
      }),
  });
