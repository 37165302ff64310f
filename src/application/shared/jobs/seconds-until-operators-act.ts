/**
 * How long a job waits, in seconds, after a failure that operators must look at (wrong credentials, unreadable answer):
 * waiting longer each time would only delay what they have mended.
 */
export const SECONDS_UNTIL_OPERATORS_ACT = 60;
