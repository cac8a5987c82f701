// What the clients of a drill know, kept outside the product: one file that only grows, a JSON object a line, each written
// the moment its answer was there. The checker reads it beside the database.

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * @typedef {object} Entry
 * @property {string} op start, save, submit or result
 * @property {'ok' | 'refused' | 'unknown'} end unknown: no answer was ever there, so both are right
 * @property {number} person
 * @property {string} key of a start its idempotency key; of a write `writer seq`
 * @property {string} [attempt] its id
 * @property {number} firstSentAt epoch ms, of the first try
 * @property {number} sentAt epoch ms, of the last try
 * @property {number} answeredAt epoch ms
 * @property {number} tries
 * @property {number} status
 * @property {string} [code] of a refusal
 * @property {string} [hash] SHA-256 of the answers as this client has them, by its own reckoning
 * @property {string} [receipt] everything the receipt says, as text
 * @property {number | null} [score] as a result told it
 */

export class Ledger {
  /** @param {string} file */
  constructor(file) {
    this.file = file;
    /** @type {number | null} */
    this.handle = openSync(file, 'a', 0o600);
    this.lines = 0;
  }

  /** @param {Entry} entry */
  write(entry) {
    // Whoever still waits for an answer when a play breaks off has nobody to tell it to.
    if (this.handle === null) return;
    writeSync(this.handle, `${JSON.stringify(entry)}\n`);
    this.lines += 1;
  }

  close() {
    if (this.handle !== null) closeSync(this.handle);
    this.handle = null;
  }
}

/** @param {string} file @returns {Entry[]} */
export const readLedger = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
