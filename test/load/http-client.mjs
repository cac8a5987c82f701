// A small HTTP/1.1 client for the load tools, which share the machine with what they measure: keep-alive connections, one
// request at a time on each, and nothing read of an answer but its status, its length and its bytes.

import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A start with fifteen questions has about ten thousand bytes: nearly every answer fits in one read. */
const READ_BYTES = 32_768;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * @typedef {(status: number, body: Buffer, ms: number) => void} Done status 0: the connection broke, the answer is unknown.
 *   The body is only valid during the call: its bytes are overwritten by the next answer.
 * @typedef {{ text: string, done: Done }} Wish
 */

/** One keep-alive connection. */
class Connection {
  /** @type {import('node:net').Socket | null} */
  socket = null;
  /** @type {Wish | null} */
  wish = null;
  sentAt = 0;
  /** Bytes of an answer that did not come in one read. @type {Buffer[]} */
  parts = [];
  have = 0;
  /** Whole length of the answer at hand, head and body; 0 while the head is not read. */
  total = 0;
  bodyAt = 0;
  /** Whether the server ends this line after the answer at hand, as a front door does after a thousand. */
  isLast = false;
  status = 0;

  /** @param {HttpClient} client */
  constructor(client) {
    this.client = client;
  }

  /** @param {Wish} wish */
  send(wish) {
    this.wish = wish;
    this.sentAt = performance.now();
    if (!this.socket) this.open();
    this.socket?.write(wish.text, 'latin1');
  }

  open() {
    const { host, port, ca } = this.client;
    const socket = ca
      ? connectTls({ host, port, ca }).on('data', (chunk) => this.read(chunk.length, chunk))
      : connect({
          host,
          port,
          noDelay: true,
          onread: { buffer: Buffer.allocUnsafe(READ_BYTES), callback: (count, buffer) => this.read(count, buffer) },
        });
    socket.on('error', () => {});
    if (this.client.patienceMs > 0) socket.setTimeout(this.client.patienceMs, () => socket.destroy());
    socket.on('close', () => {
      if (this.socket !== socket) return;
      this.socket = null;
      if (this.wish) this.finish(0, Buffer.alloc(0));
    });
    this.socket = socket;
  }

  /** @param {number} count @param {Uint8Array} read @returns {boolean} go on reading */
  read(count, read) {
    const chunk = /** @type {Buffer} */ (read).subarray(0, count);
    if (this.parts.length === 0 && this.takeHead(chunk) && count >= this.total) {
      this.finish(this.status, chunk.subarray(this.bodyAt, this.total));
      return true;
    }
    this.parts.push(Buffer.from(chunk)); // the connection's buffer is used again for the next read
    this.have += count;
    if (this.total === 0 || this.have >= this.total) {
      const whole = Buffer.concat(this.parts);
      if (this.takeHead(whole) && whole.length >= this.total)
        this.finish(this.status, whole.subarray(this.bodyAt, this.total));
    }
    return true;
  }

  /** Reads status and length; false while the head is incomplete. @param {Buffer} bytes */
  takeHead(bytes) {
    const end = bytes.indexOf(HEAD_END);
    if (end < 0) return false;
    const head = bytes.latin1Slice(0, end);
    this.status = Number(head.slice(9, 12));
    const at = head.search(/\r\ncontent-length: */i);
    const length = at < 0 ? 0 : Number.parseInt(head.slice(head.indexOf(':', at) + 1), 10);
    this.bodyAt = end + 4;
    this.isLast = /\r\nconnection: *close/i.test(head);
    this.total = this.bodyAt + length;
    return true;
  }

  /** @param {number} status @param {Buffer} body */
  finish(status, body) {
    const wish = /** @type {Wish} */ (this.wish);
    this.wish = null;
    if (this.isLast) {
      this.socket?.destroy();
      this.socket = null;
      this.isLast = false;
    }
    this.parts = [];
    this.have = 0;
    this.total = 0;
    wish.done(status, body, performance.now() - this.sentAt);
    this.client.freed(this);
  }
}

/** So many connections to one server; requests that find none free wait their turn. */
export class HttpClient {
  /** @type {Connection[]} */
  free = [];
  /** @type {Wish[]} */
  waiting = [];
  sent = 0;
  /** Called when a connection is free and nobody waits: the moment to begin something new. @type {() => void} */
  onIdle = () => {};

  /**
   * @param {string} url @param {number} connections @param {number} [patienceMs] of silence; 0: for ever
   * @param {string} [ca] the certificate to trust, for an https address
   */
  constructor(url, connections, patienceMs = 0, ca) {
    this.patienceMs = patienceMs;
    this.ca = ca;
    const { hostname, port } = new URL(url);
    this.host = hostname;
    this.port = Number(port);
    this.hostLine = `host: ${hostname}:${port}\r\n`;
    this.all = Array.from({ length: connections }, () => new Connection(this));
    this.free = [...this.all];
  }

  /**
   * @param {string} method @param {string} path @param {string} headers whole lines, each with its line end
   * @param {string} body '' for none; ASCII only, see `asciiJson`
   * @param {Done} done
   */
  request(method, path, headers, body, done) {
    const entity = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
    const wish = { text: `${method} ${path} HTTP/1.1\r\n${this.hostLine}${headers}${entity}\r\n${body}`, done };
    this.sent += 1;
    const connection = this.free.pop();
    if (connection) connection.send(wish);
    else this.waiting.push(wish);
  }

  /** @param {Connection} connection */
  freed(connection) {
    // Whoever was answered last may have sent its next request already: then this connection is taken by it or by others.
    const next = this.waiting.shift();
    if (next) return connection.send(next);
    this.free.push(connection);
    this.onIdle();
  }

  close() {
    for (const connection of this.all) connection.socket?.destroy();
  }
}

/**
 * One answer, with a body that may be kept.
 * @param {HttpClient} client @param {string} path @param {string} [headers] whole lines
 * @returns {Promise<{ status: number, body: Buffer, ms: number }>}
 */
export const askFor = (client, path, headers = '') =>
  new Promise((resolve) =>
    client.request('GET', path, headers, '', (status, body, ms) => resolve({ status, body: Buffer.from(body), ms })),
  );

/** @param {unknown} value @returns {string} JSON of ASCII alone, so that its length in characters is its length in bytes */
export const asciiJson = (value) =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The value of a string field near the beginning of a JSON object, without reading the rest of it.
 * @param {string} json @param {string} field @returns {string} '' when it is not there or null
 */
export function textField(json, field) {
  const mark = `"${field}":"`;
  const at = json.indexOf(mark);
  return at < 0 ? '' : json.slice(at + mark.length, json.indexOf('"', at + mark.length));
}
