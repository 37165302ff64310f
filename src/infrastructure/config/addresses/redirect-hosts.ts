import { checkedList, type VariableMeta } from '../values/variable.ts';
import { isOrigin } from './is-origin.ts';

/** Hosts in addresses, each with its port unless that is the scheme's default. */
export const redirectHosts = (meta: VariableMeta) =>
  checkedList([], meta, (item) =>
    ['https', 'http'].some((scheme) => isOrigin(`${scheme}://${item}`))
      ? undefined
      : 'hosts in lower case, such as desk.example.fr or localhost:3000',
  );
