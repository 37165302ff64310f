/** Both languages, both themes, a wide screen and a narrow one: a page that is right in these is right in the others. */
export const LOOKS = [
  { language: 'en', width: 1280, colorScheme: 'light' },
  { language: 'fr', width: 360, colorScheme: 'dark' },
] as const;
