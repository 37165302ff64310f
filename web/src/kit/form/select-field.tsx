import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';

type Props = FieldProps &
  Omit<ComponentProps<'select'>, 'children'> & {
    /** Value and text of each. */
    readonly options: readonly (readonly [string, string])[];
  };

/** One of some; the props of `register` go into it. */
export const SelectField = ({ label, hint, error, isRequired, options, ...select }: Props) => (
  <Field label={label} hint={hint} error={error} {...(isRequired === undefined ? {} : { isRequired })}>
    {(control) => (
      <select {...select} {...control}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    )}
  </Field>
);
