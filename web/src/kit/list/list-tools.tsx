import { type ReactNode, useCallback } from 'react';
import { SearchField } from '../data/search-field.tsx';

type Change = Readonly<{ q: string | undefined; page: undefined }>;

type Props = {
  /** What can be searched. */
  readonly label: string;
  /** The text that the address has. */
  readonly text: string | undefined;
  readonly onChange: (change: Change) => void;
  /** What else narrows the list, and what adds to it. */
  readonly children?: ReactNode;
};

/** Above a list: its search, whose text stands in the address, and its filters. Another text begins at the first page. */
export function ListTools({ label, text, onChange, children }: Props) {
  const find = useCallback(
    (next: string) => onChange({ q: next === '' ? undefined : next, page: undefined }),
    [onChange],
  );
  return (
    <div className="list-tools">
      <SearchField label={label} value={text ?? ''} onSearch={find} />
      {children}
    </div>
  );
}
