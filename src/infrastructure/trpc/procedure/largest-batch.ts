/** Most calls in one HTTP request; the client splits larger batches. */
export const LARGEST_BATCH = 20;
