/**
 * Bytes of a body that every route and procedure takes; one that means more declares it (`largestBody`). The longest of
 * the bodies that do not, all their texts at their bounds and each character written as an escape, stays below.
 */
export const USUAL_BODY_BYTES = 100_000;
