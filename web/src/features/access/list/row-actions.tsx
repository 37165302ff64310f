import { useId } from 'react';
import { Button } from '../../../kit/action/button.tsx';

type RowAction = Readonly<{
  text: string;
  /** As the server says; nothing is worked out here. */
  isAllowed: boolean;
  isDestructive?: boolean;
  isBusy?: boolean;
  onPress: () => void;
}>;

type Props = {
  /** Whose row it is, for those who do not see it. */
  readonly whose: string;
  readonly actions: readonly RowAction[];
  /** Why some may not be pressed; undefined when all may, or the reason is said elsewhere. */
  readonly reason: string | undefined;
  /** Of the one reason for all rows, which is said elsewhere; undefined when each has its own. */
  readonly refusalId: string | undefined;
};

/** What can be done with a row, and one reason for all of it that cannot. */
export function RowActions({ whose, actions, reason, refusalId }: Props) {
  const id = useId();
  return (
    <div className="row-actions">
      <div>
        {actions.map(({ text, isAllowed, isDestructive = false, isBusy = false, onPress }) => (
          <Button
            key={text}
            size="small"
            variant="secondary"
            color={isDestructive ? 'error' : undefined}
            isBusy={isBusy}
            isOff={!isAllowed}
            aria-describedby={isAllowed ? undefined : (refusalId ?? id)}
            onClick={onPress}
          >
            {text}
            <span className="visually-hidden"> – {whose}</span>
          </Button>
        ))}
      </div>
      {reason === undefined ? null : (
        <p className="ability__reason" id={id}>
          {reason}
        </p>
      )}
    </div>
  );
}
