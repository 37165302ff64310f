/**
 * The migration of the first release. An installation begins with it, on empty tables; what comes after it runs while
 * people work, and is held to the rules of `migrations/README.md`.
 */
export const FIRST_RELEASE = '0001_first_release';
