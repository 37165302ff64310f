/**
 * Largest body of routes and procedures that declare no `largestBody`. The largest valid body of these, with all texts
 * at their bounds and each character written as an escape, is smaller.
 */
export const USUAL_BODY_BYTES = 100_000;
