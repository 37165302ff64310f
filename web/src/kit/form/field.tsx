import { type ReactNode, useId } from 'react';
import { Icon } from '../text/icon.tsx';

/** What ties a control to its label, its hint and its error. */
type ControlProps = Readonly<{
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
  'aria-required': boolean;
}>;

export type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was filled in, in people's words. */
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
};

type Props = FieldProps & { readonly children: (control: ControlProps) => ReactNode };

/** A label, a control, what helps to fill it in and what is wrong with it: screen readers say all of it together. */
export function Field({ label, hint, error, isRequired = false, children }: Props) {
  const id = useId();
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const described = [hint === undefined ? [] : hintId, error === undefined ? [] : errorId].flat();
  return (
    <div className={error === undefined ? 'field' : 'field field--wrong'}>
      <label htmlFor={id}>
        {label}
        {isRequired ? <span aria-hidden="true"> *</span> : null}
      </label>
      {hint === undefined ? null : (
        <p className="field__hint" id={hintId}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': error !== undefined,
        'aria-required': isRequired,
      })}
      {error === undefined ? null : (
        <p className="field__error" id={errorId}>
          <Icon name="warning" />
          {error}
        </p>
      )}
    </div>
  );
}
