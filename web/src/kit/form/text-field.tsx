import type { ComponentProps } from 'react';
import { Field, type FieldProps } from './field.tsx';

type Props = FieldProps &
  ComponentProps<'input'> & {
    /** Written after what is typed, such as the rest of an address; the hint says it to screen readers. */
    readonly suffix?: string;
  };

/** A line of text; the props of `register` go into it. */
export const TextField = ({ label, hint, error, isRequired, suffix, ...input }: Props) => (
  <Field label={label} hint={hint} error={error} {...(isRequired === undefined ? {} : { isRequired })}>
    {(control) =>
      suffix === undefined ? (
        <input type="text" {...input} {...control} />
      ) : (
        <span className="suffixed">
          <input type="text" {...input} {...control} />
          <span aria-hidden="true">{suffix}</span>
        </span>
      )
    }
  </Field>
);
