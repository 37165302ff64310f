import { isIP } from 'node:net';

const LABELS = /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i;
/** A name is not all digits and dots: that would be an address, and a wrong one. */
const NUMBERS = /^[\d.]+$/;

/** Whether a text is the name of a machine as DNS has it, or the address of one (IPv6 without brackets). */
export const isHostName = (text: string): boolean =>
  isIP(text) !== 0 || (LABELS.test(text) && !NUMBERS.test(text));
