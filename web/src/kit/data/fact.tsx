import type { ReactNode } from 'react';

type Props = { readonly term: string; readonly children: ReactNode };

/** One thing that is known of an object, in a list of facts. */
export const Fact = ({ term, children }: Props) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);
