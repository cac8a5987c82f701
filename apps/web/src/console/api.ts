import { keepPreviousData, MutationCache, QueryCache, QueryClient, useQuery } from '@tanstack/react-query';
import { get, isPassing, Refusal, type Answer, type PathWith, type Wish } from '../shared/api/client.js';

export const SESSION = '/api/sessions/current';

/** A refusal that says something new about the person: the guard asks who is there and leads on. */
const saysWhoIsThere = (error: unknown): boolean =>
  error instanceof Refusal && (error.status === 401 || error.code === 'SECOND_FACTOR_NEEDED');

function onError(error: unknown): void {
  if (saysWhoIsThere(error)) void queries.invalidateQueries({ queryKey: [SESSION] });
}

/** All that the console has been answered. Without a network a question fails with words instead of waiting unseen. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== SESSION && onError(error) }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      retry: (failures, error) => isPassing(error) && failures < 2,
    },
    mutations: { networkMode: 'always' },
  },
});

/**
 * What the api answers to a GET. While a list is searched or turned over, what was shown stays until the answer comes.
 *
 * @param path null asks nothing yet
 * @example const staff = useApi('/api/staff', { query: { role } }); // staff.data, staff.error, staff.refetch()
 */
export function useApi<P extends PathWith<'get'>>(path: P | null, wish: Pick<Wish, 'path' | 'query'> = {}) {
  return useQuery<Answer<P, 'get'>, Error>({
    queryKey: [path, wish],
    queryFn: ({ signal }) => get(path!, { ...wish, signal }),
    enabled: path !== null,
    placeholderData: keepPreviousData,
  });
}

/**
 * After something was changed: what these paths answered is asked again.
 *
 * @example await post('/api/staff/invitations', body); await renew('/api/staff');
 */
export const renew = async (...paths: PathWith<'get'>[]): Promise<void> => {
  await Promise.all(paths.map((path) => queries.invalidateQueries({ queryKey: [path] })));
};
