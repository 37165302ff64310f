import type { ReactNode } from 'react';
import { StatusTag, type Tone } from '../../kit/data/status-tag.tsx';

type Props = {
  readonly tone: Tone;
  readonly tag: string;
  readonly text: string;
  /** What else is to be known, such as since when. */
  readonly detail?: ReactNode;
  /** The way to where it is done. */
  readonly children: ReactNode;
};

/** One thing that needs the person: what it is, and the way there. */
export const TodoItem = ({ tone, tag, text, detail, children }: Props) => (
  <li>
    <StatusTag tone={tone}>{tag}</StatusTag>
    <div className="todo__text">
      <p>{text}</p>
      {detail === undefined ? null : <p className="timeline__when">{detail}</p>}
    </div>
    {children}
  </li>
);
