/** Not what an address holds as it is sent (RFC 3986): letters beyond ASCII, spaces and controls. */
const UNSENDABLE = /[^\x21-\x7e]/gu;

/**
 * An address as `Location` can carry it (RFC 9110, 10.2.2): what is not ASCII is percent-encoded, and nothing else changes,
 * as whoever judged the address judged it as it is.
 */
export const locationHeader = (address: string): string =>
  address.toWellFormed().replace(UNSENDABLE, (character) => encodeURIComponent(character));
