import { isDsn } from '../../observability/is-dsn.ts';
import { optionalCustom, type VariableMeta } from '../values/variable.ts';

/** The address of Sentry (DSN). */
export const errorTrackerAddress = (meta: VariableMeta) =>
  optionalCustom(meta, (written) => {
    if (!isDsn(written)) throw new Error('must be a DSN: https://key@host/number');
    return written;
  });
