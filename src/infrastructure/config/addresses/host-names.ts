import { checkedList, type VariableMeta } from '../values/variable.ts';
import { isHostName } from './is-host-name.ts';

/** Names of machines or domains, separated by commas. */
export const hostNames = (fallback: readonly string[], meta: VariableMeta) =>
  checkedList(fallback, meta, (item) =>
    isHostName(item) ? undefined : 'host names without scheme, port and path, such as tchap.gouv.fr',
  );
