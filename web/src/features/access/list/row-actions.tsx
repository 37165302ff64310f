import { type ReactNode, useId } from 'react';

type Props = {
  /** Why none of them may be pressed; undefined when they may, or the reason is said elsewhere. */
  readonly reason: string | undefined;
  /** @param reasonId of the text beside them */
  readonly children: (reasonId: string) => ReactNode;
};

/** What can be done with a row, and one reason for all of it that cannot. */
export function RowActions({ reason, children }: Props) {
  const id = useId();
  return (
    <div className="row-actions">
      <div>{children(id)}</div>
      {reason === undefined ? null : (
        <p className="ability__reason" id={id}>
          {reason}
        </p>
      )}
    </div>
  );
}
