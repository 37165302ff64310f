import { errorTrackerAddress } from '../addresses/error-tracker-address.ts';
import { choice } from '../values/variable.ts';

/** Variables of the log and of error reports. */
export const LOG_VARIABLES = {
  LOGGING_LEVEL_LOGGERS_ROOT: choice(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], 'INFO', {
    description: 'Least severe log line written',
  }),
  SENTRY_DSN: errorTrackerAddress({
    description: 'Where errors are reported',
    secret: true,
    calls: 'errorTracker',
  }),
};
