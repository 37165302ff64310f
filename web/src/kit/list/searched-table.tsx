import type { ReactNode } from 'react';
import { DataTable, type DataTableProps } from '../data/data-table.tsx';
import { ListTools } from './list-tools.tsx';
import { NothingFound, type NothingFoundProps } from './nothing-found.tsx';

type Props<Row, Sort extends string> = DataTableProps<Row, Sort> & {
  readonly searchLabel: string;
  /** Filters, and what adds to the list. */
  readonly tools?: ReactNode;
  readonly nothingFound: NothingFoundProps;
  /** Between the search and the rows: what is done with those that are chosen. */
  readonly children?: ReactNode;
};

/** A table that is searched and filtered by the address. A list that is empty without that has its own face. */
export const SearchedTable = <Row, Sort extends string>({
  searchLabel,
  tools,
  nothingFound,
  children,
  ...table
}: Props<Row, Sort>) => (
  <>
    <ListTools label={searchLabel} text={table.search.q} onChange={table.onChange}>
      {tools}
    </ListTools>
    {children}
    {table.total === 0 ? <NothingFound {...nothingFound} /> : <DataTable {...table} />}
  </>
);
