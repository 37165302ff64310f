import { toASCII, toUnicode } from 'tr46';

/** Letters of any script, digits and dashes in labels with a dot between, or one of those that count as a dot (UTS 46). */
const WRITTEN =
  /^[\p{L}\p{M}\p{N}\p{Join_Control}-]+([.\u3002\uff0e\uff61][\p{L}\p{M}\p{N}\p{Join_Control}-]+)+$/u;
const ASCII = /^[a-z0-9.-]+$/;
const ENCODED = /(^|\.)xn--/;

/** The present rules of registries (IDNA2008 by UTS 46): `ß` is a letter of its own, and dashes are allowed anywhere. */
const CHECKS = { checkBidi: true, checkJoiners: true, checkHyphens: false } as const;

/** A domain name as DNS has it: lower case ASCII, internationalised labels in their `xn--` form; undefined if it is none. */
export function asciiDomainName(written: string): string | undefined {
  if (!WRITTEN.test(written)) return undefined;
  const text = written.toLowerCase();
  if (ASCII.test(text) && !ENCODED.test(text)) return text;
  return toASCII(written, { ...CHECKS, verifyDNSLength: true }) ?? undefined;
}

/**
 * The one spelling in which domains are stored and compared: as DNS has them. What DNS cannot have, such as `localhost`,
 * stays as it is, in lower case.
 */
export const normalizeDomain = (written: string): string => asciiDomainName(written) ?? written.toLowerCase();

/** The other spelling of a domain as DNS has it: in the letters of its language. The same where there is none. */
export function unicodeDomainName(ascii: string): string {
  if (!ENCODED.test(ascii)) return ascii;
  const { domain, error } = toUnicode(ascii, CHECKS);
  return !error && asciiDomainName(domain) === ascii ? domain : ascii;
}

/**
 * All that is looked for where a domain may have been stored before there was one spelling of domains, in lower case: that
 * one first.
 */
export const domainSpellings = (domain: string): readonly string[] => {
  const ascii = normalizeDomain(domain);
  return [...new Set([ascii, unicodeDomainName(ascii)])];
};

/** Scripts with letters that look like those of another. */
const ALIKE = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];
const isMisleading = (label: string): boolean => ALIKE.filter((script) => script.test(label)).length > 1;

/**
 * A domain as people read it. One with a label of several scripts that look alike stays in ASCII, as in browsers: with a
 * Cyrillic `а`, it would pass for another.
 */
export function readableDomain(ascii: string): string {
  const readable = unicodeDomainName(ascii);
  return readable.split('.').some(isMisleading) ? ascii : readable;
}
