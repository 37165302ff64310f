/** How far pages conform to the accessibility rules of French public services (RGAA), as their declaration says. */
export const CONFORMITIES = ['full', 'partial', 'not_compliant'] as const;
export type Conformity = (typeof CONFORMITIES)[number];

/** What an installation chooses about the look of its pages. */
export type PageLook = Readonly<{
  /** Name of the product, above each page and in the title of its window. */
  name: string;
  /** Colour of what is pressed, as `#rrggbb`; on white it has a contrast of at least 4.5 to 1 (RGAA 3.2). */
  accent: string;
  /** Address (https:) or data (data:image/…) of a picture before the name. */
  logo: string | undefined;
  /** Addresses of pages that each page links to at its end. */
  links: Readonly<{
    help: string | undefined;
    legal: string | undefined;
    accessibility: string | undefined;
  }>;
  conformity: Conformity;
}>;

/** Our own accessibility statement, where the installation has none elsewhere: a page of the console. */
export const STATEMENT_PATH = '/console/accessibility';

export const USUAL_NAME = 'La Régie';
export const USUAL_ACCENT = '#000091';

/** The look where nothing is chosen. */
export const USUAL_LOOK: PageLook = {
  name: USUAL_NAME,
  accent: USUAL_ACCENT,
  logo: undefined,
  links: { help: undefined, legal: undefined, accessibility: undefined },
  conformity: 'not_compliant',
};
