import { useId } from 'react';

export type RadioOption<Value extends string> = Readonly<{
  value: Value;
  label: string;
  /** What choosing it means. */
  text: string;
  /** Why it cannot be chosen; undefined when it can. */
  refusal?: string | undefined;
}>;

type Props<Value extends string> = {
  readonly legend: string;
  readonly options: readonly RadioOption<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
};

/** One of a few, each explained; one that cannot be chosen says why. */
export function RadioField<Value extends string>({ legend, options, value, onChange }: Props<Value>) {
  const id = useId();
  return (
    <fieldset className="radios">
      <legend>{legend}</legend>
      {options.map((option) => (
        <div key={option.value} className="radio">
          <input
            type="radio"
            id={`${id}-${option.value}`}
            name={id}
            checked={option.value === value}
            disabled={option.refusal !== undefined}
            aria-describedby={`${id}-${option.value}-text`}
            onChange={() => onChange(option.value)}
          />
          <div>
            <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
            <p id={`${id}-${option.value}-text`}>
              {option.text}
              {option.refusal === undefined ? null : <strong> {option.refusal}</strong>}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
