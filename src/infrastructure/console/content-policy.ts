/** What a policy lets pictures come from, besides ourselves. */
const imageSource = (logo: string | null): string =>
  logo === null || logo.startsWith('data:') ? '' : ` ${new URL(logo).href}`;

/** The one foreign address that pages may ask: sources of a policy have no query (CSP 3, section 2.3.1). */
function servicesSource(services: string | null): string {
  if (services === null) return '';
  const { origin, pathname } = new URL(services);
  return ` ${origin}${pathname}`;
}

/**
 * The content security policy of the console: scripts, styles, fonts and answers are ours, nothing is written into the
 * page itself, and no other origin is reached, but for the logo and the list of services where they are configured. That list
 * is read as data: whoever serves it runs nothing here.
 */
export const contentPolicy = ({
  logo,
  services,
}: Readonly<Record<'logo' | 'services', string | null>>): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' data:${imageSource(logo)}`,
    `connect-src 'self'${servicesSource(services)}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
