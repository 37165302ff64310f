import { isOrigin } from './is-origin.ts';
import { checkedList, type VariableMeta } from './variable.ts';

/** Origins exactly as browsers send them; `https://*.example.fr` stands for all sub-domains. */
export const originPatterns = (meta: VariableMeta) =>
  checkedList([], meta, (item) =>
    isOrigin(item.replace('://*.', '://any.'))
      ? undefined
      : 'full origins in lower case without a final slash, such as https://desk.example.fr or https://*.example.fr',
  );
