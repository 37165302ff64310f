import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../text/icon.tsx';

type Props = {
  readonly label: string;
  /** The text that is searched now. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
};

/** After the last key: as long as people pause between words. */
const PAUSE_MS = 350;

/** A field that searches by itself once its reader pauses, and at once on Enter. */
export function SearchField({ label, value, onSearch }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(value);
  // Another address, as by the browser's way back, has another text.
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => onSearch(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text, value, onSearch]);

  return (
    <search>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text);
        }}
      >
        <label htmlFor={id} className="visually-hidden">
          {label}
        </label>
        <Icon name="search" />
        <input
          id={id}
          type="search"
          value={text}
          placeholder={label}
          autoComplete="off"
          onChange={({ target }) => setText(target.value)}
        />
        {text === '' ? null : (
          <button type="button" aria-label={t('kit.clearSearch')} onClick={() => onSearch('')}>
            <Icon name="close" />
          </button>
        )}
      </form>
    </search>
  );
}
