import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../text/icon.tsx';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  /** Whether only a choice ends it, not Escape. */
  readonly isBinding?: boolean;
  readonly children: ReactNode;
};

/**
 * A dialog over the page, which waits: the browser keeps the keyboard in it, and leads it back where it was. It is mounted to
 * be shown.
 */
export function Dialog({ title, onClose, isBinding = false, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const shown = dialog.current;
    const opener = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      // What opened it may be gone with what was done; the keyboard then goes on from the heading of the page.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else document.querySelector<HTMLElement>('h1')?.focus();
    };
  }, []);

  return (
    <dialog
      className="dialog"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        // React decides what is shown.
        event.preventDefault();
        if (!isBinding) onClose();
      }}
    >
      <div className="dialog__head">
        <h2 id={id}>{title}</h2>
        {isBinding ? null : (
          <button type="button" className="icon-button" aria-label={t('kit.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}

/** Between the body of a dialog and its buttons: the way out first, what is done last. */
export const DialogActions = ({ children }: { readonly children: ReactNode }) => (
  <div className="dialog__actions">{children}</div>
);
