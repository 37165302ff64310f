import type { TokenProblem } from '../../../domain/access/token-problem.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Clock } from '../../shared/system.ts';

type Deps = { logger: Logger; clock: Clock };

/** Reports to operators why an active token is refused. */
export type ReportTokenProblem = (problem: TokenProblem) => void;

const DAY_MS = 86_400_000;
const MESSAGE = 'an access token is refused for what the authorization server says of it';

/**
 * Logs every refusal; the first of a kind in a day is an error, which is also reported. Further errors would not help:
 * the authorization server, or our configuration for it, must be changed.
 */
export const makeReportTokenProblem = ({ logger, clock }: Deps): ReportTokenProblem => {
  const reportedAt = new Map<TokenProblem['kind'], number>();
  return ({ kind, reason }) => {
    const now = clock.now().getTime();
    const latest = reportedAt.get(kind);
    const fields = { problem: kind, reason };
    if (latest !== undefined && Math.abs(now - latest) < DAY_MS) {
      logger.warn(MESSAGE, fields);
      return;
    }
    reportedAt.set(kind, now);
    logger.error(MESSAGE, fields, new Error(`${MESSAGE}: ${reason}`));
  };
};
