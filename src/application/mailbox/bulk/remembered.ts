/** How long a bulk change can be read again, and its id not be used for another, in milliseconds. */
export const REMEMBERED_MS = 30 * 24 * 3_600_000;
