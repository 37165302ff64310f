export type ButtonLook = {
  readonly color?: 'brand' | 'neutral' | 'error' | undefined;
  readonly variant?: 'primary' | 'secondary' | 'tertiary' | undefined;
  readonly size?: 'medium' | 'small' | undefined;
};

/**
 * The classes of Cunningham for a button. Its component is not used: it is one module with all others, of 33 kB more that
 * every page would load.
 */
export const buttonClass = ({ color = 'brand', variant = 'primary', size = 'medium' }: ButtonLook): string =>
  `c__button c__button--${color} c__button--${color}--${variant} c__button--${size}`;
