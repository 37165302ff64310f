/** Looks of the console: the white label of La Suite, the State's design system, and that of the ANCT. */
export const CONSOLE_THEMES = ['default', 'dsfr', 'anct'] as const;

/** What the button that begins a sign-in says: that of ProConnect is as ProConnect wants it, the other is plain. */
export const SIGN_IN_BUTTONS = ['proconnect', 'plain'] as const;

/** What our own accessibility statement says, as far as the installation has said it; null: it has not. */
export type AccessibilityStatement = Readonly<{
  /** Who answers for it. */
  publisher: string | null;
  /** `YYYY-MM-DD`. */
  date: string | null;
  /** Percentage of criteria met. */
  rate: number | null;
  /** What is not accessible, one sentence each, in the languages in which it was said. */
  gaps: Readonly<Record<'fr' | 'en', readonly string[]>>;
  /** An e-mail address, or the address (https:) of a form. */
  contact: string | null;
  planUrl: string | null;
}>;

/** A statement of which nothing has been said. */
export const EMPTY_STATEMENT: AccessibilityStatement = {
  publisher: null,
  date: null,
  rate: null,
  gaps: { fr: [], en: [] },
  contact: null,
  planUrl: null,
};

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
  /** Address of the list of services, as JSON; null: there is no menu of them. */
  services: string | null;
  /** Shown where `links.accessibility` is null. */
  statement: AccessibilityStatement;
  /** How far pages conform to the RGAA, as their declaration says. */
  conformity: 'full' | 'partial' | 'not_compliant';
  version: string;
}>;
