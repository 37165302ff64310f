import { checkedList, type VariableMeta } from '../values/variable.ts';
import { isHostName } from './is-host-name.ts';

const isPattern = (item: string): boolean => {
  const name = item.startsWith('.') ? item.slice(1) : item.replace(/^\[(.+)\]$/, '$1');
  return item === '*' || isHostName(name);
};

/** Hosts in Django's notation: names, `.example.fr` for a name with its sub-domains, or `*` for any. */
export const allowedHosts = (meta: VariableMeta) =>
  checkedList([], meta, (item) =>
    isPattern(item)
      ? undefined
      : 'host names without scheme, port and path, such as api.example.fr or .example.fr for all sub-domains',
  );
