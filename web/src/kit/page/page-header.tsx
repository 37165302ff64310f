import { type ReactNode, useEffect, useRef } from 'react';
import { useTitle } from './use-title.ts';

type Props = {
  readonly title: string;
  /** Of the window, where the heading alone does not tell it. */
  readonly windowTitle?: string;
  /** What is said right of the heading: a state. */
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  /** Above the heading: the way back. */
  readonly above?: ReactNode;
  readonly children?: ReactNode;
};

let isFirstPage = true;

/**
 * The one heading of a page. Whoever came here by a link of ours is led to it: the next key reads on from there, as on a
 * page that was loaded.
 */
export function PageHeader({ title, windowTitle, beside, actions, above, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(windowTitle ?? title);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus();
    isFirstPage = false;
  }, []);
  return (
    <header className="page-header">
      {above}
      <div className="page-header__line">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
        {actions === undefined ? null : <div className="page-header__actions">{actions}</div>}
      </div>
      {children}
    </header>
  );
}
