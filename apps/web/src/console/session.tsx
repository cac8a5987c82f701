import { createContext, useContext, type ReactNode } from 'react';
import { call, Refusal } from '../shared/api/client.js';
import type { CurrentSession } from '../shared/api/views.js';
import { leaveNothing } from '../citizen/leave-nothing.js';

export type Account = NonNullable<CurrentSession['account']>;
export type HeldRole = Account['roles'][number];
export type Role = HeldRole['role'];

const Context = createContext<Account | null>(null);

/** Who is signed in; every page of the console has somebody with a role. */
export function useAccount(): Account {
  const account = useContext(Context);
  if (!account) throw new Error('No page of the console is shown to nobody.');
  return account;
}

export function AccountProvider({ account, children }: { account: Account; children: ReactNode }) {
  return <Context.Provider value={account}>{children}</Context.Provider>;
}

/** Does somebody hold an office in every contest? That of a unit holds in none but those that the unit runs. */
export const isEverywhere = (held: readonly HeldRole[]): boolean =>
  held.some(({ role, contestId }) => contestId === null && role !== 'unit_manager' && role !== 'unit_organizer');

/** Does somebody run all contests? Theirs is the last word above units that run some. */
export const runsAll = (held: readonly HeldRole[]): boolean =>
  held.some(({ role, contestId }) => contestId === null && (role === 'organizer' || role === 'administrator'));

/** Does somebody hold one of these roles in this contest, or everywhere? @param contestId null: in any contest */
export const holds = (held: readonly HeldRole[], roles: readonly Role[], contestId: number | null): boolean =>
  held.some(
    ({ role, contestId: own }) => roles.includes(role) && (own === null || contestId === null || own === contestId),
  );

/** Signs out and leaves nothing of the person on this device. @throws {Unreachable} still signed in, nothing was wiped */
export async function signOut(): Promise<void> {
  await call('delete', '/api/sessions/current').catch((error: unknown) => {
    // There is no session any more: that is what was wished.
    if (!(error instanceof Refusal && error.status === 401)) throw error;
  });
  await leaveNothing();
  location.assign('/');
}
