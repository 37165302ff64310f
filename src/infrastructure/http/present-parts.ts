/** A list that is written part by part, with each of its items as the wire has them. */
export async function* presentParts<Item>(
  parts: AsyncIterable<readonly Item[]>,
  present: (item: Item) => unknown,
): AsyncGenerator<readonly unknown[]> {
  for await (const items of parts) yield items.map(present);
}
