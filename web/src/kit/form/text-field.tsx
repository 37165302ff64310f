import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';

/** A line of text; the props of `register` go into it. */
export const TextField = ({
  label,
  hint,
  error,
  isRequired,
  ...input
}: FieldProps & ComponentProps<'input'>) => (
  <Field label={label} hint={hint} error={error} {...(isRequired === undefined ? {} : { isRequired })}>
    {(control) => <input type="text" {...input} {...control} />}
  </Field>
);
