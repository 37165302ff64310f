import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../text/icon.tsx';
import { type ButtonLook, buttonClass } from './button-class.ts';

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'className' | 'color'> &
  ButtonLook & {
    readonly icon?: IconName;
    /** What it began goes on: it is not pressed twice, and says so. */
    readonly isBusy?: boolean;
    /** It does nothing, but can be reached by keyboard, so that a text beside can say why. */
    readonly isOff?: boolean;
  };

/** A button in the look of La Suite. While busy or off it stays in the order of the keyboard, and does nothing. */
export function Button({
  icon,
  color,
  variant,
  size,
  isBusy = false,
  isOff = false,
  type = 'button',
  children,
  onClick,
  ...props
}: ButtonProps) {
  const { t } = useTranslation();
  const look = buttonClass({ color, variant, size });
  return (
    <button
      {...props}
      type={type}
      className={children === undefined ? `${look} c__button--icon-only` : look}
      aria-disabled={isBusy || isOff ? true : undefined}
      onClick={(event) => {
        if (isBusy || isOff) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {isBusy ? t('kit.working') : children}
    </button>
  );
}
