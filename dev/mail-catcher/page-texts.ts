/** Texts of the pages; the first language is for browsers that ask for neither. */
export const pageTexts = {
  en: {
    title: 'Caught mails',
    explanation: 'Every mail sent in development arrives here, and nowhere else.',
    none: 'No mail yet.',
    clear: 'Delete all',
    back: 'All mails',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    date: 'Date',
    text: 'Text',
    headers: 'Headers',
    source: 'Source',
    html: 'Mail as it looks',
    notFound: 'This mail is no longer here.',
  },
  fr: {
    title: 'Mails interceptés',
    explanation: 'Chaque mail envoyé en développement arrive ici, et nulle part ailleurs.',
    none: 'Aucun mail pour le moment.',
    clear: 'Tout supprimer',
    back: 'Tous les mails',
    from: 'De',
    to: 'À',
    subject: 'Objet',
    date: 'Date',
    text: 'Texte',
    headers: 'En-têtes',
    source: 'Source',
    html: 'Aspect du mail',
    notFound: 'Ce mail n’est plus ici.',
  },
} as const;

export type PageLanguage = keyof typeof pageTexts;
export const pageLanguages = ['en', 'fr'] as const satisfies readonly PageLanguage[];
