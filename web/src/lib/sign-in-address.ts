const BASE = '/api/v1.0';

/**
 * Where a sign-in begins that leads back to this address of ours. In development the console is served from its sources on
 * another port than the application, where the sign-in ends.
 */
export const signInAddress = (next: string): string =>
  `${BASE}/authenticate/?${new URLSearchParams({ next: import.meta.env.DEV ? new URL(next, window.location.origin).href : next })}`;

/** Where a form signs the person out. */
export const SIGN_OUT_ADDRESS = `${BASE}/logout/`;

/** The address that the person looks at, to come back to. */
export const here = (): string => `${window.location.pathname}${window.location.search}`;
