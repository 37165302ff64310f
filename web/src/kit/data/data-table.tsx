import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../text/icon.tsx';
import { ChoiceBox } from './choice-box.tsx';
import { type ListOrder, type ListSearch, PAGE_SIZE } from './list-search.ts';
import { Pagination } from './pagination.tsx';

export type Column<Row, Sort extends string> = Readonly<{
  key: string;
  title: string;
  /** The field by which the server orders, where it can. */
  sort?: Sort;
  cell: (row: Row) => ReactNode;
  /** Whether it names the row: its cells are headings of their rows. */
  isName?: boolean;
  /** Left out on narrow screens: another column says what matters of it. */
  isExtra?: boolean;
  /** Left out where the screen is not very wide: the row’s own page has it. */
  isSpare?: boolean;
  isNumber?: boolean;
}>;

/** Which rows are chosen, for what is done with many. */
export type Choosing<Row> = Readonly<{
  isChosen: (row: Row) => boolean;
  onChoose: (rows: readonly Row[], isChosen: boolean) => void;
  labelOf: (row: Row) => string;
}>;

export type DataTableProps<Row, Sort extends string> = {
  /** What the rows are, for those who jump from table to table. */
  readonly caption: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly total: number;
  readonly search: ListSearch<Sort>;
  /** The order where the address says none. */
  readonly usual: ListOrder<Sort>;
  readonly onChange: (change: ListSearch<Sort>) => void;
  /** Whether other rows are on their way. */
  readonly isBusy?: boolean;
  /** Gives each row a box to choose it with, and the page one for all. */
  readonly choosing?: Choosing<Row> | undefined;
};

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

/** Rows of one page, which the server searched, ordered and cut; their headings order them. */
export function DataTable<Row, Sort extends string>({
  caption,
  columns,
  rows,
  keyOf,
  total,
  search,
  usual,
  onChange,
  isBusy = false,
  choosing,
}: DataTableProps<Row, Sort>) {
  const { t } = useTranslation();
  const { sort = usual.sort, order = usual.order, page = 1 } = search;
  const chosen = choosing === undefined ? 0 : rows.filter(choosing.isChosen).length;
  return (
    <div className="table-frame">
      <table className="table" aria-busy={isBusy}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {choosing === undefined ? null : (
              <td className="table__choice">
                <ChoiceBox
                  label={t('kit.choosePage')}
                  isChosen={chosen === rows.length}
                  isPartial={chosen > 0 && chosen < rows.length}
                  onChoose={(isChosen) => choosing.onChoose(rows, isChosen)}
                />
              </td>
            )}
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classOf(column)}
                aria-sort={column.sort === undefined || column.sort !== sort ? undefined : ARIA_SORT[order]}
              >
                {column.sort === undefined ? (
                  column.title
                ) : (
                  <SortButton
                    title={column.title}
                    order={column.sort === sort ? order : undefined}
                    onPress={(next) => onChange({ sort: column.sort, order: next, page: undefined })}
                  />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {choosing === undefined ? null : (
                <td className="table__choice">
                  <ChoiceBox
                    label={choosing.labelOf(row)}
                    isChosen={choosing.isChosen(row)}
                    onChoose={(isChosen) => choosing.onChoose([row], isChosen)}
                  />
                </td>
              )}
              {columns.map((column) =>
                column.isName ? (
                  <th key={column.key} scope="row" className={classOf(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Pagination
        page={page}
        pages={Math.max(1, Math.ceil(total / PAGE_SIZE))}
        total={total}
        isBusy={isBusy}
        onPage={(next) => onChange({ page: next === 1 ? undefined : next })}
      />
    </div>
  );
}

type Look = Readonly<{ isExtra?: boolean; isSpare?: boolean; isNumber?: boolean }>;

const classOf = ({ isExtra, isSpare, isNumber }: Look): string | undefined =>
  [isExtra ? 'is-extra' : '', isSpare ? 'is-spare' : '', isNumber ? 'is-number' : '']
    .filter(Boolean)
    .join(' ') || undefined;

type SortProps = {
  readonly title: string;
  /** The present order; undefined when rows are ordered by something else. */
  readonly order: 'asc' | 'desc' | undefined;
  readonly onPress: (order: 'asc' | 'desc') => void;
};

function SortButton({ title, order, onPress }: SortProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="table__sort"
      title={t('kit.sortBy', { column: title })}
      onClick={() => onPress(order === 'asc' ? 'desc' : 'asc')}
    >
      {title}
      {order === undefined ? null : <Icon name={order === 'asc' ? 'sortUp' : 'sortDown'} />}
    </button>
  );
}
