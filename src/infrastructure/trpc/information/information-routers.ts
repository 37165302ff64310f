import type { InformationUseCases } from '../../container/information.ts';
import type { PublicConfig } from '../../http/public-config.ts';
import { publicQuery, router } from '../procedure/trpc.ts';

export const makeConfigRouter = (config: PublicConfig) =>
  router({
    /** The configuration that clients need before sign-in. */
    get: publicQuery.query(() => config),
  });

export const makeStatsRouter = ({ getStatistics }: InformationUseCases) =>
  router({
    /** Figures of the installation's use, counted at most once an hour. */
    get: publicQuery.query(async () => {
      const { statistics, countedAt } = await getStatistics();
      return { ...statistics, countedAt: countedAt.toISOString() };
    }),
  });
