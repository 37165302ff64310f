/** Most calls one HTTP request may carry; the client splits what is more. */
export const LARGEST_BATCH = 20;
