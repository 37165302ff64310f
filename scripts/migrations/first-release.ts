/**
 * The migration of the first release. It runs on an empty installation; later ones run while people work, under the
 * rules of `migrations/README.md`.
 */
export const FIRST_RELEASE = '0001_first_release';
