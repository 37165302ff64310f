/** As many rows as the server gives at once. */
const PAGE_SIZE = 100;

/** The first `most` rows of a list, beyond the page that is shown. */
export async function loadAll<Row>(
  read: (page: { readonly page: number; readonly pageSize: number }) => Promise<{ items: readonly Row[] }>,
  most: number,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (let page = 1; found.length < most; page += 1) {
    const { items } = await read({ page, pageSize: PAGE_SIZE });
    found.push(...items);
    if (items.length < PAGE_SIZE) break;
  }
  return found.slice(0, most);
}
