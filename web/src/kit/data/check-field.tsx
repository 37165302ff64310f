import { useId } from 'react';

type Props = {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** Whether the label is for screen readers alone, as where what is chosen stands beside. */
  readonly isLabelHidden?: boolean;
};

/** A box to tick, with its label beside. */
export function CheckField({ label, isChecked, onChange, isLabelHidden = false }: Props) {
  const id = useId();
  return (
    <span className="check">
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
    </span>
  );
}
