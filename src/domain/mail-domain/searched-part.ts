/** What to look for among local parts when somebody typed a whole address of the domain called `domainName`. */
export function searchedPart(search: string, domainName: string): string {
  const ending = `@${domainName}`;
  return search.trim().toLowerCase().endsWith(ending) ? search.trim().slice(0, -ending.length) : search;
}
