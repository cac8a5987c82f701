import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../language.js';
import { ErrorBox } from './error-box.js';
import type { List } from './use-list.js';

const SKELETON_ROWS = 6;
const PAUSE_MS = 300;

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** The server can put the rows into the order of this column. */
  isSortable?: boolean;
  /** Names the row, for those who listen. */
  isHeader?: boolean;
  isNumber?: boolean;
}

/**
 * A list from the server: search, order and pages are the server's, what is asked for stands in the address (`useList`).
 * On a narrow screen each row is a card. Every list says what to do when there is nothing in it.
 *
 * @param answer the question as it stands: its rows may still be on their way, or refused
 * @param next after what the next page begins, null on the last
 * @param empty nothing is there at all, or nothing was found by what is searched for
 * @param filters more controls beside the search
 * @param chosen keys of rows with a tick, where something can be done with many; `acts` are the buttons for them
 * @example <DataTable name={t.people.title} list={list} answer={staff} rows={staff.data?.roles} rowKey={(row) => row.id} … />
 */
export function DataTable<Row>({
  name,
  list,
  answer,
  rows,
  rowKey,
  columns,
  next,
  searchLabel,
  empty,
  filters,
  chosen,
  onChoose,
  nameOf,
  acts,
}: {
  /** What the list is of, for those who listen. */
  name: string;
  list: List;
  answer: Pick<UseQueryResult<unknown>, 'error' | 'isPlaceholderData' | 'isFetching' | 'refetch'>;
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string | number;
  columns: readonly Column<Row>[];
  next: string | number | null | undefined;
  /** Without it there is no search. */
  searchLabel?: string;
  empty: ReactNode;
  filters?: ReactNode;
  chosen?: ReadonlySet<string | number>;
  onChoose?: (chosen: ReadonlySet<string | number>) => void;
  /** The name of a row, for the label of its tick. */
  nameOf?: (row: Row) => string;
  acts?: ReactNode;
}) {
  const { t, f } = useLanguage();
  const top = useRef<HTMLDivElement>(null);
  const turn = (go: () => void) => {
    go();
    top.current?.focus();
    top.current?.scrollIntoView({ block: 'nearest' });
  };
  const isWaiting = rows === undefined && !answer.error;
  const isOld = answer.isPlaceholderData;
  const isPlain = chosen === undefined && !columns.some(({ isSortable }) => isSortable);
  const canChoose = chosen !== undefined && onChoose !== undefined;
  const areAllChosen =
    canChoose && rows !== undefined && rows.length > 0 && rows.every((row) => chosen.has(rowKey(row)));
  const tick = (keys: readonly (string | number)[], isOn: boolean) => {
    const after = new Set(chosen);
    for (const key of keys) {
      if (isOn) after.add(key);
      else after.delete(key);
    }
    onChoose?.(after);
  };

  return (
    <div className="list" ref={top} tabIndex={-1} role="region" aria-label={name}>
      {(searchLabel || filters) && (
        <div className="list-head no-print">
          {searchLabel && <Search label={searchLabel} list={list} />}
          {filters}
        </div>
      )}
      {canChoose && (
        <div className="list-acts no-print">
          <span role="status">{t.frame.chosen(f.count(chosen.size))}</span>
          {chosen.size > 0 && acts}
        </div>
      )}
      <p className="unseen" role="status">
        {isWaiting || isOld ? t.shell.loading : rows ? t.frame.rowsShown(f.count(rows.length), f.count(list.page)) : ''}
      </p>
      {answer.error && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {rows?.length === 0 && !answer.error ? (
        <div className="list-empty">{empty}</div>
      ) : (
        (isWaiting || rows) && (
          <div className="data-frame">
            <table className={`data${isPlain ? ' data-plain' : ''}`} role="table" aria-busy={isOld || isWaiting}>
              <caption className="unseen">{name}</caption>
              <thead role="rowgroup">
                <tr role="row">
                  {canChoose && (
                    <th role="columnheader" scope="col" className="data-tick">
                      <label>
                        <input
                          type="checkbox"
                          aria-label={t.frame.chooseAll}
                          disabled={rows === undefined || rows.length === 0 || isOld}
                          checked={areAllChosen}
                          onChange={({ target }) => tick((rows ?? []).map(rowKey), target.checked)}
                        />
                      </label>
                    </th>
                  )}
                  {columns.map((column) => (
                    <Head key={column.key} column={column} list={list} />
                  ))}
                </tr>
              </thead>
              <tbody role="rowgroup">
                {rows === undefined
                  ? Array.from({ length: SKELETON_ROWS }, (_, line) => (
                      <tr key={line} role="row" aria-hidden="true">
                        <td role="cell" colSpan={columns.length + (canChoose ? 1 : 0)}>
                          <span className="skeleton" />
                        </td>
                      </tr>
                    ))
                  : rows.map((row) => (
                      <tr key={rowKey(row)} role="row" className={isOld ? 'data-old' : undefined}>
                        {canChoose && (
                          <td role="cell" className="data-tick">
                            <label>
                              <input
                                type="checkbox"
                                aria-label={t.frame.choose(nameOf?.(row) ?? String(rowKey(row)))}
                                checked={chosen.has(rowKey(row))}
                                onChange={({ target }) => tick([rowKey(row)], target.checked)}
                              />
                            </label>
                          </td>
                        )}
                        {columns.map((column) => (
                          <Cell key={column.key} column={column} row={row} />
                        ))}
                      </tr>
                    ))}
              </tbody>
            </table>
          </div>
        )
      )}
      {(list.page > 1 || (next ?? null) !== null) && (
        <nav className="list-pages row no-print" aria-label={t.frame.pages}>
          {list.page > 1 && (
            <button type="button" className="button button-second" onClick={() => turn(list.goBack)}>
              {t.frame.previousPage}
            </button>
          )}
          <span>{t.frame.page(f.count(list.page))}</span>
          {(next ?? null) !== null && (
            <button type="button" className="button button-second" onClick={() => turn(() => list.goOn(next!))}>
              {t.frame.nextPage}
            </button>
          )}
        </nav>
      )}
    </div>
  );
}

function Head<Row>({ column, list }: { column: Column<Row>; list: List }) {
  const { t } = useLanguage();
  const isBy = list.sort?.by === column.key;
  const isDescending = isBy && list.sort!.isDescending;
  const order = isBy ? (isDescending ? 'descending' : 'ascending') : undefined;
  return (
    <th
      role="columnheader"
      scope="col"
      className={`${column.isNumber ? 'number' : ''}${column.isSortable ? ' data-sortable' : ''}`}
      aria-sort={order}
    >
      {column.isSortable ? (
        <button type="button" className="data-sort" onClick={() => list.setSort(column.key, isBy && !isDescending)}>
          {column.title}
          <span aria-hidden="true">{isBy ? (isDescending ? ' ↓' : ' ↑') : ' ↕'}</span>
          <span className="unseen">{t.frame.sort}</span>
        </button>
      ) : (
        column.title || <span className="unseen">{t.frame.acts}</span>
      )}
    </th>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const inside = (
    <>
      {/* On a narrow screen, where no heads stand above. */}
      {column.title && !column.isHeader && (
        <span className="data-title" aria-hidden="true">
          {column.title}
        </span>
      )}
      <span className="data-value">{column.cell(row)}</span>
    </>
  );
  const className = column.isNumber ? 'number' : column.title === '' ? 'data-acts' : undefined;
  return column.isHeader ? (
    <th role="rowheader" scope="row" className={className}>
      {inside}
    </th>
  ) : (
    <td role="cell" className={className}>
      {inside}
    </td>
  );
}

function Search({ label, list }: { label: string; list: List }) {
  const [text, setText] = useState(list.search);
  const typed = useRef(text);
  typed.current = text;
  // The way back, or another contest, has changed what is searched for.
  useEffect(() => {
    if (list.search !== typed.current.trim()) setText(list.search);
  }, [list.search]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <label className="list-search">
      <span className="label">{label}</span>
      <input
        className="input"
        type="search"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => list.setSearch(target.value.trim()), PAUSE_MS);
        }}
      />
    </label>
  );
}
