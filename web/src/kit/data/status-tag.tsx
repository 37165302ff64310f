import { Icon, type IconName } from '../text/icon.tsx';

/** How a state is to be felt; its text says what it is. */
export type Tone = 'success' | 'info' | 'warning' | 'error' | 'neutral';

const ICONS: Readonly<Record<Tone, IconName>> = {
  success: 'check',
  info: 'wait',
  warning: 'warning',
  error: 'warning',
  neutral: 'info',
};

/** A state in words, with a colour and a drawing beside. */
export const StatusTag = ({ tone, children }: { readonly tone: Tone; readonly children: string }) => (
  <span className={`tag tag--${tone}`}>
    <Icon name={ICONS[tone]} />
    {children}
  </span>
);
