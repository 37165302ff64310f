import { Children, type ReactNode } from 'react';

type Props = {
  /** What they are the parts of. */
  readonly label: string;
  /** Links of the router, each to the address of its part. */
  readonly children: ReactNode;
};

/** The parts of an object, each with an address: links, which the router marks as the current one. */
export const Tabs = ({ label, children }: Props) => (
  <nav className="tabs" aria-label={label}>
    <ul>{Children.map(children, (child) => (child === null ? null : <li>{child}</li>))}</ul>
  </nav>
);
