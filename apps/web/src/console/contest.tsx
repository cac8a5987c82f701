import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { ContestSummary } from '../shared/api/views.js';
import { device } from '../shared/storage.js';
import { useApi } from './api.js';
import { useLanguage } from './language.js';
import { isEverywhere, useAccount, type HeldRole } from './session.js';
import { ErrorBox } from './ui/error-box.js';
import { Waiting } from './ui/waiting.js';

/** In addresses, so that they can be passed on. */
const PARAMETER = 'cuoc-thi';
const KEPT = 'console-contest';

interface Contests {
  /** Those that the person has a role in. */
  all: readonly ContestSummary[];
  /** The one that is looked at: of the address, else the last one on this device, else the first; null when there is none. */
  contest: ContestSummary | null;
  choose: (slug: string) => void;
}

const Context = createContext<Contests>({ all: [], contest: null, choose: () => {} });
export const useContests = (): Contests => useContext(Context);

/** The contest that a page with `needsContest` is about. @example const { slug } = useContest(); */
export function useContest(): ContestSummary {
  const { contest } = useContests();
  if (!contest) throw new Error('The page is not marked with needsContest.');
  return contest;
}

/** Contests that these roles reach into: all of them for a role that holds everywhere. */
export function contestsOf<T extends { id: number }>(roles: readonly HeldRole[], contests: readonly T[]): T[] {
  if (isEverywhere(roles)) return [...contests];
  return contests.filter(({ id }) => roles.some(({ contestId }) => contestId === id));
}

export function ContestProvider({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  const { roles } = useAccount();
  const list = useApi('/api/contests');
  const [parameters, setParameters] = useSearchParams();
  const named = parameters.get(PARAMETER);

  const value = useMemo(() => {
    const all = contestsOf(roles, list.data?.contests ?? []);
    const find = (slug: string | null) => all.find((one) => one.slug === slug);
    const contest = find(named) ?? find(device.read<string>(KEPT)) ?? all[0] ?? null;
    const choose = (slug: string) => {
      device.write(KEPT, slug);
      // What was searched for and how far one had turned belongs to the other contest.
      setParameters({ [PARAMETER]: slug });
    };
    return { all, contest, choose };
  }, [list.data, named, roles, setParameters]);

  if (list.error && !list.data) return <ErrorBox error={list.error} again={() => void list.refetch()} />;
  if (!list.data) return <Waiting words={t.shell.opening} />;
  return <Context.Provider value={value}>{children}</Context.Provider>;
}
