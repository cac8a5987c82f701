import { useLocation, useSearchParams } from 'react-router';

const SORT = 'xep';
const AFTER = 'sau';

/**
 * What a list shows, kept in the address: it can be passed on, and the browser's way back works. What is searched for may be
 * a person's name: it is kept beside the address, where no server reads it.
 */
export interface List {
  search: string;
  setSearch: (search: string) => void;
  /** A key of the columns, and whether from the end. */
  sort: { by: string; isDescending: boolean } | null;
  setSort: (by: string, isDescending: boolean) => void;
  /** One of the list's own choices, '' when it is not made. */
  choice: (name: string) => string;
  choose: (name: string, value: string) => void;
  /** For the server: after what the page begins; undefined on the first. */
  after: string | undefined;
  /** From 1. */
  page: number;
  goOn: (after: string | number) => void;
  goBack: () => void;
}

/**
 * Search, order, choices and page of a list. Whoever searches or chooses anew begins at the first page.
 *
 * @example const list = useList(); const rows = useApi('/api/staff', { query: { q: list.search, after: list.after } });
 */
export function useList(): List {
  const [parameters, setParameters] = useSearchParams();
  const { state } = useLocation() as { state: { search?: string } | null };
  const search = state?.search ?? '';
  const afters = parameters.getAll(AFTER);
  const go = (change: (next: URLSearchParams) => void, { replace = true, letters = search } = {}) =>
    setParameters(
      (old) => {
        const next = new URLSearchParams(old);
        next.delete(AFTER);
        change(next);
        return next;
      },
      { replace, state: { search: letters } },
    );
  const choose = (name: string, value: string) => go((next) => (value ? next.set(name, value) : next.delete(name)));
  const turn = (pages: readonly string[]) =>
    go((next) => pages.forEach((after) => next.append(AFTER, after)), { replace: false });
  const sort = parameters.get(SORT);
  return {
    search,
    setSearch: (letters) => go(() => {}, { letters }),
    sort: sort ? { by: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') } : null,
    setSort: (by, isDescending) => choose(SORT, `${isDescending ? '-' : ''}${by}`),
    choice: (name) => parameters.get(name) ?? '',
    choose,
    after: afters[afters.length - 1],
    page: afters.length + 1,
    goOn: (after) => turn([...afters, String(after)]),
    goBack: () => turn(afters.slice(0, -1)),
  };
}
