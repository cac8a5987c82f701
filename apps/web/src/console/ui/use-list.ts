import { useSearchParams } from 'react-router';

const SEARCH = 'tim';
const SORT = 'xep';
const AFTER = 'sau';

/** What a list shows, kept in the address: it can be passed on, and the browser's way back works. */
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
  const afters = parameters.getAll(AFTER);
  const change = (name: string, value: string, replace: boolean) =>
    setParameters(
      (old) => {
        const next = new URLSearchParams(old);
        next.delete(AFTER);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace },
    );
  const turn = (pages: readonly string[]) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      next.delete(AFTER);
      for (const after of pages) next.append(AFTER, after);
      return next;
    });
  const sort = parameters.get(SORT);
  return {
    search: parameters.get(SEARCH) ?? '',
    setSearch: (search) => change(SEARCH, search, true),
    sort: sort ? { by: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') } : null,
    setSort: (by, isDescending) => change(SORT, `${isDescending ? '-' : ''}${by}`, true),
    choice: (name) => parameters.get(name) ?? '',
    choose: (name, value) => change(name, value, true),
    after: afters[afters.length - 1],
    page: afters.length + 1,
    goOn: (after) => turn([...afters, String(after)]),
    goBack: () => turn(afters.slice(0, -1)),
  };
}
