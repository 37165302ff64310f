import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/text/icon.tsx';
import { Navigation } from './navigation.tsx';

/** On narrow screens: the places of the console on a screen of their own. */
export function NarrowMenu() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={t('shell.openMenu')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" />
      </button>
      <dialog className="menu-dialog" ref={dialog} aria-label={t('shell.menu')} onClose={close}>
        <div className="menu-dialog__head">
          {t('shell.menu')}
          <button type="button" className="icon-button" aria-label={t('kit.close')} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <Navigation onGo={close} />
      </dialog>
    </>
  );
}
