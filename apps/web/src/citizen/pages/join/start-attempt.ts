import { isPassing, randomKey, Refusal } from '../../../shared/api/client.js';
import type { Shelf } from '../../../shared/storage.js';

/** Why the start has not been answered yet, and in how many ms it is tried again. */
export interface StartWait {
  error: Error;
  ms: number;
}

export interface StartMeans<A> {
  /** Sends the start under a key: the same key is the same attempt, however often it is sent. */
  send: (key: string) => Promise<A>;
  shelf: Pick<Shelf, 'read' | 'write' | 'remove'>;
  /** May end early, when the network is back. */
  pause: (ms: number) => Promise<void>;
  /** 0 ≤ x < 1 */
  random: () => number;
  onWait: (wait: StartWait) => void;
  /** false: the person has stopped waiting or left the page. */
  isWanted: () => boolean;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const keyName = (roundId: string): string => `khoa:${roundId}`;

/** Was a start of this round sent from this tab and not answered? */
export const isStartOwed = (shelf: Pick<Shelf, 'read'>, roundId: string): boolean =>
  shelf.read<string>(keyName(roundId)) !== null;

/** Is it the person's turn that is waited for? Then there is no attempt yet, and no clock runs. */
export const isQueued = (error: unknown): boolean => (error as Partial<Refusal>).code === 'START_QUEUED';

/**
 * Starts an attempt and does not give up while the server is away or busy. The key is kept in the tab until the server has
 * answered, so that neither a retry nor a refresh makes a second attempt. People who were turned away together come back
 * at different moments, and later each time; who has a place in the queue comes back at the moment that was said.
 *
 * @returns null when nobody waits any more; the key stays for the next time
 * @throws {Refusal} the rules refuse the start
 */
export async function startAttempt<A>(roundId: string, means: StartMeans<A>): Promise<A | null> {
  const { send, shelf, pause, random, onWait, isWanted } = means;
  const name = keyName(roundId);
  const key = shelf.read<string>(name) ?? randomKey();
  shelf.write(name, key);
  for (let tries = 0; isWanted(); tries++) {
    try {
      const attempt = await send(key);
      shelf.remove(name);
      return attempt;
    } catch (error) {
      if (!isPassing(error)) {
        shelf.remove(name);
        throw error;
      }
      const grown = isQueued(error) ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
      const ms = Math.max(askedWaitMs(error), grown / 2) + (random() * grown) / 2;
      onWait({ error: error as Error, ms });
      await pause(ms);
    }
  }
  return null;
}

const askedWaitMs = (error: unknown): number => {
  const seconds = error instanceof Refusal ? error.details['retryAfterSeconds'] : undefined;
  return typeof seconds === 'number' ? seconds * 1_000 : 0;
};
