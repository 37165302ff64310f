import { Fragment } from 'react';
import { breakableParts } from './breakable-parts.ts';

/** An address that is broken after its @ and its dots where it must be, rather than inside of a word. */
export const Breakable = ({ text }: { readonly text: string }) =>
  breakableParts(text).map(({ key, part }) => (
    <Fragment key={key}>
      {key === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
