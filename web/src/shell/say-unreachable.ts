/** In place of the console when not even its texts could be loaded: in both languages, since nothing says which. */
export function sayUnreachable(element: HTMLElement): void {
  const lines = [
    [
      'fr',
      'La console ne peut pas être affichée : le serveur ne répond pas. Rechargez la page dans un instant.',
    ],
    ['en', 'The console cannot be shown: the server does not answer. Reload the page in a moment.'],
  ] as const;
  element.replaceChildren(
    ...lines.map(([lang, text]) => {
      const line = document.createElement('p');
      line.lang = lang;
      line.textContent = text;
      return line;
    }),
  );
}
