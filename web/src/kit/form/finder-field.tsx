import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { Field, type FieldProps } from './field.tsx';

export type FinderOption = Readonly<{ key: string; content: ReactNode }>;

type Props<Option extends FinderOption> = FieldProps & {
  readonly value: string;
  readonly onType: (text: string) => void;
  /** What matches the text that was typed. */
  readonly options: readonly Option[];
  readonly onChoose: (option: Option) => void;
  /** How many options there are, or why there are none: shown, and told to screen readers as it changes. */
  readonly status: string;
};

/** How far a key moves in the list; the arrow up goes to the end of a list that nothing is chosen in. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * A line of text with a list of what the server found for it, after the pattern of WAI-ARIA (combobox with a listbox): the
 * keyboard stays in the field, arrows go through the list, Enter chooses, Escape closes the list and nothing else.
 */
export function FinderField<Option extends FinderOption>({
  value,
  onType,
  options,
  onChoose,
  status,
  ...field
}: Props<Option>) {
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [activeKey, setActiveKey] = useState<string>();
  const active = options.findIndex(({ key }) => key === activeKey);
  const isShown = isOpen && options.length > 0;
  const idOf = (index: number) => `${listId}-${index}`;
  const activeId = isShown && active >= 0 ? idOf(active) : undefined;

  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const choose = (option: Option | undefined) => {
    if (option === undefined) return;
    setOpen(false);
    setActiveKey(undefined);
    onChoose(option);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      const from = active < 0 && step < 0 ? 0 : active;
      setActiveKey(options[(from + step + options.length) % options.length]?.key);
    } else if (event.key === 'Enter' && activeId !== undefined) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === 'Escape' && isShown) {
      // A dialog around the field stays open.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div className="finder">
      <Field {...field}>
        {(control) => (
          <div className="finder__frame">
            {/* Above the list, which covers what follows. */}
            <p className="field__hint" role="status">
              {status}
            </p>
            <input
              type="text"
              {...control}
              role="combobox"
              aria-expanded={isShown}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={activeId}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={value}
              onChange={({ target }) => {
                setOpen(true);
                setActiveKey(undefined);
                onType(target.value);
              }}
              onKeyDown={onKeyDown}
              onBlur={() => setOpen(false)}
            />
            <div
              className="finder__list"
              id={listId}
              role="listbox"
              aria-label={field.label}
              hidden={!isShown}
            >
              {options.map((option, index) => (
                <div
                  key={option.key}
                  className="finder__option"
                  id={idOf(index)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  // The keyboard stays in the field.
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseUp={() => choose(option)}
                >
                  {option.content}
                </div>
              ))}
            </div>
          </div>
        )}
      </Field>
    </div>
  );
}
