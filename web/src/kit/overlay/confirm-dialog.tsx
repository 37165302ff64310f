import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ButtonLook } from '../action/button-class.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { Dialog } from './dialog.tsx';
import { DialogChoice } from './dialog-choice.tsx';

type Props = {
  readonly title: string;
  /** What comes of it, above all what cannot be undone. */
  readonly children: ReactNode;
  /** On the button that does it. */
  readonly submit: string;
  /** Of that button: red for what destroys. */
  readonly color?: ButtonLook['color'];
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Says what comes of an act before it is done; it stays open until that is done, and says why it was not. */
export function ConfirmDialog({
  title,
  children,
  submit,
  color = 'error',
  isBusy,
  error,
  onConfirm,
  onClose,
}: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog__body">
        {error === null || error === undefined ? null : (
          <FailureNotice title={t('kit.formProblem')} error={error} />
        )}
        {children}
      </div>
      <DialogChoice onCancel={onClose} color={color} isBusy={isBusy} onClick={onConfirm}>
        {submit}
      </DialogChoice>
    </Dialog>
  );
}
