import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../text/icon.tsx';
import { Field, type FieldProps } from './field.tsx';
import { type ComboboxOption, foundOptions } from './found-options.ts';

type Props = FieldProps & {
  readonly value: string;
  readonly options: readonly ComboboxOption[];
  readonly onChoose: (value: string) => void;
};

/**
 * One of many, found by typing a part of it (WAI-ARIA: editable combobox with list autocomplete). What is typed and fits
 * nothing is forgotten when the field is left: the former choice stays.
 */
export function ComboboxField({ value, options, onChoose, ...field }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  /** What is sought; undefined while the list is closed. */
  const [sought, setSought] = useState<string>();
  const [active, setActive] = useState(0);
  const isOpen = sought !== undefined;
  const chosen = options.find((option) => option.value === value)?.text ?? value;
  const found = useMemo(() => (sought === undefined ? [] : foundOptions(options, sought)), [options, sought]);
  const optionId = (index: number) => `${listId}-${index}`;

  const seek = (text: string) => {
    setSought(text);
    setActive(0);
  };
  const close = () => setSought(undefined);
  const choose = (option: ComboboxOption | undefined) => {
    if (option !== undefined) onChoose(option.value);
    close();
  };
  const goTo = (index: number) => {
    setActive(index);
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  };
  /** Does what a key stands for. @returns whether it stands for something */
  const press = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      if (isOpen) goTo((active + step + found.length) % Math.max(found.length, 1));
      else seek('');
      return true;
    }
    if (!isOpen || (key !== 'Enter' && key !== 'Escape')) return false;
    choose(key === 'Enter' ? found[active] : undefined);
    return true;
  };

  return (
    <Field {...field}>
      {(control) => (
        <div className="combobox">
          <input
            {...control}
            type="text"
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-activedescendant={isOpen && found.length > 0 ? optionId(active) : undefined}
            value={sought ?? chosen}
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => seek(target.value)}
            onClick={() => (isOpen ? undefined : seek(''))}
            onKeyDown={(event) => {
              // Neither a form nor a dialog around it hears what was meant for the list.
              if (press(event.key)) {
                event.preventDefault();
                event.stopPropagation();
              }
            }}
            onBlur={close}
          />
          <Icon name="chevron" />
          <div
            className="combobox__list"
            id={listId}
            ref={list}
            role="listbox"
            tabIndex={-1}
            aria-label={field.label}
            hidden={!isOpen || found.length === 0}
          >
            {found.map((option, index) => (
              <div
                key={option.value}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                // The keyboard stays in the field.
                onMouseDown={(event) => event.preventDefault()}
                onPointerUp={() => choose(option)}
              >
                {option.text}
              </div>
            ))}
          </div>
          <p className="combobox__none" role="status" hidden={!isOpen || found.length > 0}>
            {isOpen && found.length === 0 ? t('kit.nothingFound') : null}
          </p>
        </div>
      )}
    </Field>
  );
}
