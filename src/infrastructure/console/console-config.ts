/** Looks of the console: the white label of La Suite, the State's design system, and that of the ANCT. */
export const CONSOLE_THEMES = ['default', 'dsfr', 'anct'] as const;

/** What the button that begins a sign-in says: that of ProConnect is as ProConnect wants it, the other is plain. */
export const SIGN_IN_BUTTONS = ['proconnect', 'plain'] as const;

/** What the console is told when it starts, before anybody has signed in: the body of `/console/config.json`. */
export type ConsoleConfig = Readonly<{
  productName: string;
  theme: (typeof CONSOLE_THEMES)[number];
  /** Address (https:) or data (data:image/…) of a picture. */
  logo: string | null;
  signInButton: (typeof SIGN_IN_BUTTONS)[number];
  /** Language of people who chose none and whose browser wants none of ours. */
  language: 'en' | 'fr';
  /** Addresses of pages beside the console; null: there is none. */
  links: Readonly<{ help: string | null; legal: string | null; accessibility: string | null }>;
  /** How far pages conform to the RGAA, as their declaration says. */
  conformity: 'full' | 'partial' | 'not_compliant';
  version: string;
}>;
