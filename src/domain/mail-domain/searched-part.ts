import { emailDomain } from '../shared/email-address.ts';

/** The text to search among local parts when a person typed a whole address of the domain `domainName`. */
export function searchedPart(search: string, domainName: string): string {
  const text = search.trim();
  return emailDomain(text) === domainName ? text.slice(0, text.lastIndexOf('@')) : search;
}
