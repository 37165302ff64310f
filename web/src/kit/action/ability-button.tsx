import { useId } from 'react';
import { Button, type ButtonProps } from './button.tsx';

type Props = ButtonProps & {
  /** As the server says; nothing is worked out here. */
  readonly isAllowed: boolean;
  /** Why it is not allowed, and who could do it; shown beside the button. */
  readonly reason: string;
  /** Whether the page says the reason once for many buttons: then it is said here to screen readers and pointers only. */
  readonly isReasonElsewhere?: boolean;
  /** Where other buttons refer to the same reason. */
  readonly reasonId?: string;
};

/**
 * A button for what only some may do. To others it is shown all the same, with the reason: it can be reached by keyboard,
 * says that it is off, and does nothing.
 */
export function AbilityButton({ isAllowed, reason, isReasonElsewhere = false, reasonId, ...button }: Props) {
  const ownId = useId();
  const id = reasonId ?? ownId;
  if (isAllowed) return <Button {...button} />;
  return (
    <span className={isReasonElsewhere ? 'ability ability--quiet' : 'ability'}>
      <Button
        {...button}
        type="button"
        isOff
        aria-describedby={id}
        title={isReasonElsewhere ? reason : undefined}
      />
      <span className={isReasonElsewhere ? 'visually-hidden' : 'ability__reason'} id={id}>
        {reason}
      </span>
    </span>
  );
}
