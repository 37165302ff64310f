import type { ReactNode } from 'react';
import { Button } from '../action/button.tsx';

type Props = {
  /** What it is, for those who jump from part to part. */
  readonly label: string;
  /** How many are chosen. */
  readonly count: string;
  /** Chooses more, or all of a page. */
  readonly tools?: ReactNode;
  /** On the button that lets all go. */
  readonly clear: string;
  /** Absent while nothing is chosen. */
  readonly onClear?: (() => void) | undefined;
  /** What can be done with those that are chosen. */
  readonly children?: ReactNode;
};

/** How many of a list are chosen, and what can be done with them at once. */
export const SelectionBar = ({ label, count, tools, clear, onClear, children }: Props) => (
  <section className="selection" aria-label={label}>
    <div className="selection__line">
      <p role="status">
        <strong>{count}</strong>
      </p>
      {tools}
      {onClear === undefined ? null : (
        <Button size="small" variant="tertiary" onClick={onClear}>
          {clear}
        </Button>
      )}
    </div>
    {children}
  </section>
);
