import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { Icon, type IconName } from '../text/icon.tsx';
import { type ButtonLook, buttonClass } from './button-class.ts';

type Props = Omit<ComponentProps<'a'>, 'color' | 'className'> & ButtonLook & { readonly icon?: IconName };

/** A link of ours that looks like a button: it leads somewhere, and changes nothing. */
export const LinkButton = createLink(({ icon, color, variant, size, children, ...props }: Props) => (
  <a {...props} className={buttonClass({ color, variant, size })}>
    {icon === undefined ? null : <Icon name={icon} />}
    {children}
  </a>
));
