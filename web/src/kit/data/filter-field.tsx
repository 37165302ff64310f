import { useId } from 'react';
import { useTranslation } from 'react-i18next';

type Props<Value extends string> = {
  readonly label: string;
  readonly value: Value | undefined;
  readonly options: readonly (readonly [Value, string])[];
  /** Undefined: all. */
  readonly onChange: (value: Value | undefined) => void;
};

/** Shows what has one value, or all. */
export function FilterField<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={({ target }) => onChange(options.find(([option]) => option === target.value)?.[0])}
      >
        <option value="">{t('kit.filterAll')}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
