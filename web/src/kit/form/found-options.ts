export type ComboboxOption = Readonly<{
  value: string;
  text: string;
  /** What it is found by besides its text. */
  words?: string | undefined;
}>;

/** As a search compares texts: without accents, capitals and signs. */
const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+:]+/gu, ' ')
    .trim();

/** The options that have each word of what is sought, those that begin with it first. */
export function foundOptions(options: readonly ComboboxOption[], sought: string): readonly ComboboxOption[] {
  const wanted = fold(sought);
  const words = wanted.split(' ');
  const found = options.filter(({ text, words: more = '' }) => {
    const whole = fold(`${text} ${more}`);
    return words.every((word) => whole.includes(word));
  });
  const begins = (option: ComboboxOption) =>
    fold(option.text)
      .split(' ')
      .some((word) => word.startsWith(wanted));
  return wanted === '' ? found : [...found.filter(begins), ...found.filter((option) => !begins(option))];
}
