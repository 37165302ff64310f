import type { CursorRequest, PagePosition } from '../../application/shared/page.ts';
import { isOutputRead } from './output/standard-output.ts';

const PAGE_SIZE = 100;

/**
 * All rows of a list in the order of `field`, read page by page as long as our output is read. Each page begins behind the
 * last row before it, so that rows which come or go meanwhile neither hide nor repeat another.
 */
export async function* everyPage<Field extends string, Item>(
  field: Field,
  ask: (request: CursorRequest<Field>) => Promise<Readonly<{ items: readonly Item[] }>>,
  positionOf: (item: Item) => PagePosition,
): AsyncGenerator<Item, void> {
  const order = [{ field, descending: false }];
  let after: PagePosition | undefined;
  do {
    const { items } = await ask({ number: 1, size: PAGE_SIZE, order, after });
    yield* items;
    const last = items.length < PAGE_SIZE ? undefined : items.at(-1);
    after = last && positionOf(last);
  } while (after && isOutputRead());
}

export const byName = ({ name, id }: Readonly<{ name: string; id: string }>): PagePosition => ({
  key: name,
  id,
});

export const byCreation = ({ createdAt, id }: Readonly<{ createdAt: Date; id: string }>): PagePosition => ({
  key: createdAt,
  id,
});
