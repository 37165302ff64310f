import { Button } from '../action/button.tsx';
import { EmptyState } from '../page/empty-state.tsx';

export type NothingFoundProps = {
  readonly title: string;
  readonly text: string;
  /** On the button that takes search and filters away. */
  readonly all: string;
  readonly onAll: () => void;
};

/** In place of a list in which nothing fits the search and the filters: the way back to all of it. */
export const NothingFound = ({ title, text, all, onAll }: NothingFoundProps) => (
  <EmptyState icon="search" title={title} text={text}>
    <Button variant="secondary" onClick={onAll}>
      {all}
    </Button>
  </EmptyState>
);
