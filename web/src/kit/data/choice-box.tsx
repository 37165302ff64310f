import { useEffect, useRef } from 'react';

type Props = {
  /** What it chooses, for those who do not see the row. */
  readonly label: string;
  readonly isChosen: boolean;
  /** Whether some of what it stands for is chosen, and some is not. */
  readonly isPartial?: boolean;
  readonly onChoose: (isChosen: boolean) => void;
};

/** A box that chooses a row, or all rows. It is larger than it looks. */
export function ChoiceBox({ label, isChosen, isPartial = false, onChoose }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartial;
  }, [isPartial]);
  return (
    <label className="choice-box">
      <input
        ref={box}
        type="checkbox"
        aria-label={label}
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
      />
    </label>
  );
}
