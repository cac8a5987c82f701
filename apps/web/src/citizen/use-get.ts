import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { addressOf, get, type Answer, type PathWith, type Wish } from '../shared/api/client.js';
import { takeFirstData } from '../shared/api/first-data.js';

export interface Got<T> {
  /** The last answer; it stays while a newer one is fetched. */
  data: T | undefined;
  /** Why there is none, or why it is not newer. */
  error: Error | undefined;
  isLoading: boolean;
  reload: () => void;
}

/**
 * What the api answers to a GET, for a component. The first time it may already stand in the HTML. A null path asks
 * nothing yet. A late answer to an earlier address is dropped.
 *
 * @example const contest = useGet('/api/contests/{slug}', { path: { slug } });
 */
export function useGet<P extends PathWith<'get'>>(
  path: P | null,
  wish: Pick<Wish, 'path' | 'query'> = {},
): Got<Answer<P, 'get'>> {
  type T = Answer<P, 'get'>;
  const address = path === null ? null : addressOf(path, wish);
  const [state, setState] = useState<{ address: string | null; data?: T; error?: Error; isLoading: boolean }>(() => {
    const data = address === null ? undefined : (takeFirstData(address) as T | undefined);
    return { address, data, isLoading: address !== null && data === undefined };
  });
  const current = useRef(address);
  current.current = address;

  const load = useCallback(async () => {
    if (path === null || address === null) return;
    setState((old) => ({ ...(old.address === address && old), address, isLoading: true }));
    try {
      const data = await get(path, wish);
      if (current.current === address) setState({ address, data, isLoading: false });
    } catch (error) {
      if (current.current === address)
        setState((old) => ({ ...old, address, error: error as Error, isLoading: false }));
    }
    // The address says all that the wish says, so it alone decides when this is a new question.
  }, [address]);

  useEffect(() => {
    if (state.address !== address || (state.data === undefined && state.error === undefined)) void load();
  }, [address]);

  // The network came back to a page that could not be filled.
  useEffect(() => {
    if (!state.error) return;
    const again = () => void load();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [state.error, load]);

  const isOld = state.address !== address;
  return {
    data: isOld ? undefined : state.data,
    error: isOld ? undefined : state.error,
    isLoading: isOld ? address !== null : state.isLoading,
    reload: () => void load(),
  };
}
