import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../action/button.tsx';
import { showFailure } from '../overlay/show-failure.ts';

type Props<Row> = {
  /** Reads what a search finds, beyond the page that is shown. */
  readonly load: () => Promise<readonly Row[]>;
  readonly onChoose: (rows: readonly Row[]) => void;
  readonly children: ReactNode;
};

/** Chooses all that the search and the filter of a list find, not only the page that is shown. */
export function ChooseAllButton<Row>({ load, onChoose, children }: Props<Row>) {
  const reading = useMutation({ mutationFn: load, onSuccess: onChoose, onError: showFailure });
  return (
    <Button size="small" variant="tertiary" isBusy={reading.isPending} onClick={() => reading.mutate()}>
      {children}
    </Button>
  );
}
