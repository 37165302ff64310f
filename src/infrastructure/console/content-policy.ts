/** What a policy lets pictures come from, besides ourselves. */
const imageSource = (logo: string | null): string =>
  logo === null || logo.startsWith('data:') ? '' : ` ${new URL(logo).href}`;

/**
 * The content security policy of the console: scripts, styles, fonts and answers are ours, nothing is written into the
 * page itself, and no other origin is reached, but for the logo.
 */
export const contentPolicy = (logo: string | null): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data:${imageSource(logo)}`,
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
