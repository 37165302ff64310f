/** One or two letters for a person: `Marie-Odile de Varzy` → `MV`. */
export const initials = (name: string): string => {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '');
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return `${first.charAt(0)}${last?.charAt(0)}`.toLocaleUpperCase();
};
