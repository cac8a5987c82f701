// Pages that listen by a socket.

import { io } from 'socket.io-client';
import { until } from '../drills/stage.mjs';

/** Pages that listen in a trial. */
export const LISTENERS = 40;
/** Gathering news takes a second, reading the figures a moment. */
const NEWS_WITHIN_MS = 10_000;

/** A page that watches a contest, as apps/web/src/shared/live.ts does. */
export class Listener {
  isIn = false;
  heardAt = 0;
  cuts = 0;

  /** @param {string} url @param {object} options @param {string} room */
  constructor(url, options, room) {
    this.socket = io(url, { transports: ['websocket'], forceNew: true, reconnectionDelay: 200, ...options });
    this.socket.on('connect', async () => {
      const answer = await this.socket
        .timeout(5_000)
        .emitWithAck('watch', { room })
        .catch(() => undefined);
      this.isIn = answer?.ok === true;
    });
    this.socket.on('disconnect', () => {
      this.isIn = false;
      this.cuts += 1;
    });
    this.socket.on('board-changed', () => (this.heardAt = Date.now()));
  }
}

/** @param {Listener[]} listeners @returns {Promise<number | null>} ms until each has heard something new; null: not all did */
export function heard(listeners) {
  const since = Date.now();
  return until(async () => listeners.every(({ heardAt }) => heardAt > since), NEWS_WITHIN_MS, 50);
}
