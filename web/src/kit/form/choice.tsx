import { useId } from 'react';

type Props<Value extends string> = {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly Readonly<{ value: Value; text: string; hint?: string; lang?: string }>[];
  readonly onChoose: (value: Value) => void;
};

/** One of few. */
export function Choice<Value extends string>({ legend, value, options, onChoose }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} lang={option.lang}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          <span>
            {option.text}
            {option.hint === undefined ? null : <span className="field__hint"> {option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
