import type { ReactNode } from 'react';
import type { Tone } from '../data/status-tag.tsx';
import { Icon, type IconName } from '../text/icon.tsx';

type Props = {
  readonly tone: Tone;
  readonly title?: string;
  readonly children: ReactNode;
  /** Whether it came while the page was open: screen readers are then told at once. */
  readonly isNews?: boolean;
};

const ICONS: Readonly<Record<Tone, IconName>> = {
  success: 'check',
  info: 'info',
  warning: 'warning',
  error: 'warning',
  neutral: 'info',
};

/** Something to know, in the page. */
export const Notice = ({ tone, title, children, isNews = false }: Props) => (
  <div className={`notice notice--${tone}`} role={isNews ? 'alert' : undefined}>
    <Icon name={ICONS[tone]} />
    <div>
      {title === undefined ? null : <p className="notice__title">{title}</p>}
      {children}
    </div>
  </div>
);
