/** The text to search among local parts when a person typed a whole address of the domain `domainName`. */
export function searchedPart(search: string, domainName: string): string {
  const ending = `@${domainName}`;
  return search.trim().toLowerCase().endsWith(ending) ? search.trim().slice(0, -ending.length) : search;
}
