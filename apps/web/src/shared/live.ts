import type { Socket } from 'socket.io-client';
import { get } from './api/client.js';
import type { Figures } from './api/views.js';
import { firstConnectionMs, newer, NOTICES_SLOWER, pollDelayMs, RECONNECTION } from './live-pace.js';

/**
 * The figures of contests as they change. One socket for the whole page; while there is none (a network that blocks it,
 * a server that restarts), the page asks now and then, and not while nobody looks at it.
 */

export interface Watched {
  id: number;
  slug: string;
}

type Hear = (figures: Figures) => void;
interface Watch extends Watched {
  newest: Figures | undefined;
  hearers: Set<Hear>;
}

const watches = new Map<number, Watch>();
const roomOf = (id: number): { room: string } => ({ room: `contest-${id}` });

/** Why to ask what a contest has to say: it was told that there is something; the socket came (back); without one, in time. */
export type Why = 'told' | 'came' | 'alone';

/** The page's contest as the room in which it is told that there is something new to say, and who hears it. */
let noticed: { room: string; hear: (why: Why) => void } | undefined;

let socket: Socket | undefined;
let isOpening = false;
let opener: ReturnType<typeof setTimeout> | undefined;
/** Nothing on the page is in a hurry for the socket that is about to be opened. */
let isQuiet = false;
let pollTimer: ReturnType<typeof setTimeout> | undefined;

/**
 * Hears the figures of a contest whenever there are newer ones, until the returned function is called.
 *
 * @example const stop = watchContest(contest, ({ persons }) => show(persons));
 */
export function watchContest({ id, slug }: Watched, hear: Hear): () => void {
  const watch = watches.get(id) ?? { id, slug, newest: undefined, hearers: new Set<Hear>() };
  watches.set(id, watch);
  watch.hearers.add(hear);
  if (watch.newest) hear(watch.newest);
  if (watch.hearers.size === 1) {
    begin();
    socket?.emit('watch', roomOf(id));
  }
  return () => {
    watch.hearers.delete(hear);
    if (watch.hearers.size > 0) return;
    watches.delete(id);
    socket?.emit('unwatch', roomOf(id));
    end();
  };
}

/**
 * Is told when the page's contest may have something new to say, until the returned function is called. One a page.
 *
 * @example const stop = watchNotices(contest.id, ask);
 */
export function watchNotices(id: number, hear: (why: Why) => void): () => void {
  const room = `notices-${id}`;
  noticed = { room, hear };
  begin();
  join();
  return () => {
    socket?.emit('unwatch', { room });
    noticed = undefined;
    end();
  };
}

function join(): void {
  if (!socket || !noticed) return;
  socket.emit('watch', { room: noticed.room });
  noticed.hear('came');
}

function begin(): void {
  document.addEventListener('visibilitychange', look);
  schedulePoll();
  const showsFigures = watches.size > 0;
  if (isOpening && !(isQuiet && showsFigures)) return;
  clearTimeout(opener);
  isOpening = true;
  isQuiet = !showsFigures;
  opener = setTimeout(() => void open(), firstConnectionMs(Math.random(), showsFigures));
}

/** When nobody hears any more. */
function end(): void {
  if (watches.size > 0 || noticed) return;
  document.removeEventListener('visibilitychange', look);
  clearTimeout(pollTimer);
  socket?.disconnect();
  socket = undefined;
}

/** The library is fetched only now: it is worth nothing before the page is there. */
async function open(): Promise<void> {
  const library = await import('socket.io-client').catch(() => undefined);
  isOpening = false;
  if ((watches.size === 0 && !noticed) || socket) return;
  // Without the library the page goes on asking; the next page tries again.
  if (!library) return;
  // Long-polling is left out: a network without sockets is served better by a small cached answer now and then.
  const opened = library.io({ path: '/socket.io', transports: ['websocket'], ...RECONNECTION });
  socket = opened;
  opened.on('connect', () => {
    clearTimeout(pollTimer);
    for (const { id } of watches.values()) opened.emit('watch', roomOf(id));
    join();
    // What changed before the rooms were watched was told to others only.
    void ask();
  });
  opened.on('disconnect', schedulePoll);
  opened.on('contest-changed', () => noticed?.hear('told'));
  opened.on('board-changed', ({ contestId, figures }: { contestId: number; figures?: Figures }) => {
    if (figures) tell(watches.get(contestId), figures);
  });
}

function tell(watch: Watch | undefined, heard: Figures): void {
  if (!watch) return;
  const newest = newer(watch.newest, heard);
  if (newest === watch.newest) return;
  watch.newest = newest;
  for (const hear of watch.hearers) hear(newest);
}

const ask = (): Promise<unknown> =>
  Promise.all(
    [...watches.values()].map((watch) =>
      get('/api/contests/{slug}/figures', { path: { slug: watch.slug } }).then(
        (figures) => tell(watch, figures),
        () => undefined,
      ),
    ),
  );

function schedulePoll(): void {
  clearTimeout(pollTimer);
  if ((watches.size === 0 && !noticed) || document.hidden || socket?.connected) return;
  const times = watches.size === 0 ? NOTICES_SLOWER : 1;
  pollTimer = setTimeout(() => void poll(), pollDelayMs(Math.random()) * times);
}

async function poll(): Promise<void> {
  noticed?.hear('alone');
  await ask();
  // A socket that the server closed on purpose does not come back by itself.
  if (socket && !socket.active) socket.connect();
  schedulePoll();
}

/** Somebody looks at the page again: what they see should not be old. */
function look(): void {
  clearTimeout(pollTimer);
  if (document.hidden || socket?.connected) return;
  void poll();
}
