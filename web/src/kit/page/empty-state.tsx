import type { ReactNode } from 'react';
import { Icon, type IconName } from '../text/icon.tsx';

type Props = {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  /** What to do about it. */
  readonly children?: ReactNode;
};

/** In place of a list that has nothing: what would be here, and how it comes to be. */
export const EmptyState = ({ icon, title, text, children }: Props) => (
  <div className="empty">
    <Icon name={icon} />
    <h2>{title}</h2>
    <p>{text}</p>
    {children}
  </div>
);
