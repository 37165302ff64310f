/** A part of a list: so many of its rows after those skipped. */
type Window = Readonly<{ limit: number; offset: number }>;

/** All of a list, a window after the other: no more of it is in memory at once. */
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
