// Everything the launcher says to a person, in one voice and on one stream.

import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** A refusal that is told in words, without a stack trace: the person at the terminal can mend it. */
export class Refusal extends Error {}

/** @param {number} ms milliseconds @returns {string} seconds as Vietnamese write them: 1234 -> "1,2 giây" */
export const seconds = (ms) => `${(ms / 1000).toFixed(1).replace('.', ',')} giây`;

/** @param {Date} date @returns {string} "08:05:09 22/11/2026" in the machine's own time zone */
export const clockTime = (date) =>
  `${date.toLocaleTimeString('vi-VN', { hour12: false })} ${date.toLocaleDateString('vi-VN')}`;

/**
 * A speaker writes lines to one stream. `npm start` speaks on stdout; scripts whose stdout is a result speak on stderr.
 * A closed pipe (`npm start | head`) must not take the servers down, so write errors are swallowed.
 * @param {NodeJS.WritableStream} stream
 */
export function speaker(stream) {
  stream.on('error', () => {});
  /** @param {string} line */
  const line = (line) => void stream.write(`${line}\n`);
  return {
    line,
    /**
     * Does one step and says, in one line, what was done and how long it took.
     * @template T
     * @param {string} title
     * @param {() => Promise<T> | T} work a returned string is added to the line as its detail
     * @returns {Promise<T>}
     */
    async step(title, work) {
      const began = performance.now();
      try {
        const made = await work();
        const detail = typeof made === 'string' ? `: ${made}` : '';
        line(`  ✔ ${title}${detail} (${seconds(performance.now() - began)})`);
        return made;
      } catch (error) {
        line(`  ✘ ${title}: không xong (${seconds(performance.now() - began)})`);
        throw error;
      }
    },
  };
}

/** @typedef {ReturnType<typeof speaker>} Speaker */

/** A speaker that keeps quiet, for tests and for work nobody watches. @type {Speaker} */
export const silent = { line: () => {}, step: async (_title, work) => work() };

/**
 * The last lines of a log: the reason a process died is nearly always there.
 * @param {string} file @param {number} [lines] @returns {string} '' when there is no such file
 */
export function tail(file, lines = 15) {
  try {
    const size = statSync(file).size;
    const bytes = Buffer.alloc(Math.min(size, 16_384));
    const handle = openSync(file, 'r');
    readSync(handle, bytes, 0, bytes.length, size - bytes.length);
    closeSync(handle);
    return bytes.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
