import { checkedList, type VariableMeta } from '../values/variable.ts';
import { isOrigin } from './is-origin.ts';

/** Origins exactly as browsers send them; `https://*.example.fr` matches all sub-domains. */
export const originPatterns = (meta: VariableMeta) =>
  checkedList([], meta, (item) =>
    isOrigin(item.replace('://*.', '://any.'))
      ? undefined
      : 'full origins in lower case without a final slash, such as https://desk.example.fr or https://*.example.fr',
  );
