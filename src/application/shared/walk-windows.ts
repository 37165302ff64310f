/** A part of a list: `limit` rows after the first `offset`. */
type Window = Readonly<{ limit: number; offset: number }>;

/** The items of a whole list, read window by window so that only one is in memory at a time. */
export async function* walkWindows<Item>(
  size: number,
  load: (window: Window) => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  let offset = 0;
  for (let last = false; !last; offset += size) {
    const items = await load({ limit: size, offset });
    last = items.length < size;
    yield items;
  }
}
