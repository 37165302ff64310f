import type { Page, PageRequest } from '../../application/shared/page.ts';
import { isOutputRead } from './standard-output.ts';

const PAGE_SIZE = 100;

/** All rows of a paginated list in the order of `field`, read page by page as long as our output is read. */
export async function* everyPage<Field extends string, Item>(
  field: Field,
  ask: (request: PageRequest<Field>) => Promise<Page<Item>>,
): AsyncGenerator<Item, void> {
  const order = [{ field, descending: false }];
  for (let number = 1; ; number += 1) {
    const { items } = await ask({ number, size: PAGE_SIZE, order });
    yield* items;
    if (items.length < PAGE_SIZE || !isOutputRead()) return;
  }
}
