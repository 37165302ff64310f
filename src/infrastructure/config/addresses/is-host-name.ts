import { isIP } from 'node:net';

const LABELS = /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i;
/** Only digits and dots: an IP address, which is then an invalid one. */
const NUMBERS = /^[\d.]+$/;

/** Whether a text is a host name of DNS, or an IP address (IPv6 without brackets). */
export const isHostName = (text: string): boolean =>
  isIP(text) !== 0 || (LABELS.test(text) && !NUMBERS.test(text));
