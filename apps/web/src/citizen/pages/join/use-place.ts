import { useCallback, useEffect, useState } from 'preact/hooks';
import { get } from '../../../shared/api/client.js';
import type { MyPlace } from '../../../shared/api/views.js';

/** Where this person stands in a contest. `load` is kept when what was asked is known: then the next step can be shown. */
export function usePlace(slug: string): {
  place: MyPlace | undefined;
  error: Error | undefined;
  load: () => Promise<void>;
} {
  const [state, setState] = useState<{ place?: MyPlace; error?: Error }>({});
  const load = useCallback(async () => {
    try {
      setState({ place: await get('/api/contests/{slug}/participants/me', { path: { slug } }) });
    } catch (error) {
      setState(({ place }) => ({ place, error: error as Error }));
    }
  }, [slug]);
  useEffect(() => {
    void load();
    const again = () => void load();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [load]);
  return { place: state.place, error: state.error, load };
}
