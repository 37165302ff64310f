import { useTranslation } from 'react-i18next';
import { Button, type ButtonProps } from '../action/button.tsx';
import { DialogActions } from './dialog.tsx';

type Props = ButtonProps & { readonly onCancel: () => void };

/** The last line of a dialog: the way out, and the button that does what it asks for, which submits its `form` where it has one. */
export function DialogChoice({ onCancel, ...button }: Props) {
  const { t } = useTranslation();
  return (
    <DialogActions>
      <Button color="neutral" variant="secondary" onClick={onCancel}>
        {t('kit.cancel')}
      </Button>
      <Button type={button.form === undefined ? 'button' : 'submit'} {...button} />
    </DialogActions>
  );
}
