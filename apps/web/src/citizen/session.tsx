import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { call, get, Refusal } from '../shared/api/client.js';
import type { CurrentSession } from '../shared/api/views.js';
import { leaveNothing } from './leave-nothing.js';

/** Who is signed in on this browser: undefined while not known yet, null for nobody. */
export type Account = CurrentSession['account'] | undefined;

interface Session {
  account: Account;
  /** Asks again: after signing in, or when a request was refused for lack of a session. */
  refresh: () => Promise<void>;
  /**
   * Ends the session and leaves nothing of the person on this device.
   *
   * @throws {Refusal | Unreachable} the server has not confirmed it: the person is still signed in, and nothing was wiped
   */
  signOut: () => Promise<void>;
}

const Context = createContext<Session>({ account: undefined, refresh: async () => {}, signOut: async () => {} });

export const useSession = (): Session => useContext(Context);

export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [account, setAccount] = useState<Account>(undefined);
  const refresh = useCallback(async () => {
    const found = await get('/api/sessions/current').catch(() => undefined);
    // Without an answer nothing is known; a page that needs the person asks again and says why.
    if (found) setAccount(found.account);
  }, []);
  const signOut = useCallback(async () => {
    await call('delete', '/api/sessions/current').catch((error: unknown) => {
      // There is no session any more: that is what was wished.
      if (!(error instanceof Refusal && error.status === 401)) throw error;
    });
    await leaveNothing();
    setAccount(null);
  }, []);
  useEffect(() => {
    void refresh();
    const again = () => void refresh();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [refresh]);
  const session = useMemo(() => ({ account, refresh, signOut }), [account, refresh, signOut]);
  return <Context.Provider value={session}>{children}</Context.Provider>;
}
