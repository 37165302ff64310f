import { checkedList, type VariableMeta } from '../values/variable.ts';
import { isOrigin } from './is-origin.ts';

/** Origins exactly as browsers send them. */
export const origins = (meta: VariableMeta) =>
  checkedList([], meta, (item) =>
    isOrigin(item)
      ? undefined
      : 'full origins in lower case without a final slash, such as https://desk.example.fr',
  );
