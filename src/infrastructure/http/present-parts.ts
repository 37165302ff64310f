/** A list in parts, with each item in its wire form. */
export async function* presentParts<Item>(
  parts: AsyncIterable<readonly Item[]>,
  present: (item: Item) => unknown,
): AsyncGenerator<readonly unknown[]> {
  for await (const items of parts) yield items.map(present);
}
