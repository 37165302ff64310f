/** Default date of creation in builders. */
export const CREATED_AT = new Date('2026-03-02T08:30:00.123Z');

/** That many minutes after `CREATED_AT`. */
export const minutesLater = (minutes: number): Date => new Date(CREATED_AT.getTime() + minutes * 60_000);
