import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

type Props = {
  readonly button: ReactNode;
  /** What the button is for, where it has no text to say so. */
  readonly label?: string;
  readonly children: (close: () => void) => ReactNode;
};

/** A button that shows and hides a small panel; Escape and a press elsewhere hide it, and focus goes back. */
export function Disclosure({ button, label, children }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !frame.current?.contains(target)) setOpen(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      trigger.current?.focus();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);

  return (
    <div className="disclosure" ref={frame}>
      <button
        type="button"
        className="disclosure__button"
        ref={trigger}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={label}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      <div className="disclosure__panel" id={id} hidden={!isOpen}>
        {isOpen ? children(() => setOpen(false)) : null}
      </div>
    </div>
  );
}
