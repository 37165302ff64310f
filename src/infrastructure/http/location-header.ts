/** Characters that an address cannot contain on the wire (RFC 3986): beyond ASCII, spaces and controls. */
const UNSENDABLE = /[^\x21-\x7e]/gu;

/**
 * An address for the `Location` header (RFC 9110, 10.2.2): characters beyond ASCII are percent-encoded. Nothing else
 * changes, since the unchanged address was checked.
 */
export const locationHeader = (address: string): string =>
  address.toWellFormed().replace(UNSENDABLE, (character) => encodeURIComponent(character));
