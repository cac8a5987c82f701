// Talks to the server this page came from. A refusal carries the server's sentence and the code to read out.

import { hearServerTime } from './clock.js';

/** The server understood and said no. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.title);
    this.name = 'Refusal';
    this.status = problem.status;
    this.code = problem.code;
    this.details = problem.details ?? {};
    this.requestId = problem.requestId;
  }
}

/** No answer, or none of ours: the network is away, or a proxy answered in the server's place. */
export class Unreachable extends Error {
  constructor() {
    super('Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại.');
    this.name = 'Unreachable';
    this.code = 'UNREACHABLE';
  }
}

/** The longest lawful answer is a held result (10 s). */
const PATIENCE_MS = 20_000;

/**
 * @param {string} method
 * @param {string} path below /api/
 * @param {{ body?: unknown, headers?: Record<string, string>, signal?: AbortSignal }} [with_]
 * @returns {Promise<any>} the body; null when there is none
 * @throws {Refusal | Unreachable}
 */
export async function call(method, path, { body, headers, signal } = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const giveUp = () => patience.abort();
  signal?.addEventListener('abort', giveUp, { once: true });
  const sentAt = performance.now();
  try {
    const answer = await fetch(`/api/${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: patience.signal,
      credentials: 'same-origin',
    });
    hearServerTime(answer.headers.get('date'), sentAt, 1000);
    const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '');
    if (answer.status === 204) return null;
    if (!isJson) throw new Unreachable();
    const content = await answer.json();
    if (!answer.ok) throw new Refusal(content);
    if (content?.now) hearServerTime(content.now, sentAt, 1);
    return content;
  } catch (error) {
    throw error instanceof Refusal ? error : new Unreachable();
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

export const get = (path, more) => call('GET', path, more);
export const post = (path, body, more) => call('POST', path, { ...more, body });

/** Query text without what is empty. @param {Record<string, string | number | undefined | null>} values */
export function query(values) {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}

/** A random UUID; crypto.randomUUID is missing on plain http, where a LAN is served. */
export function randomKey() {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[6] = (octets[6] & 0x0f) | 0x40;
  octets[8] = (octets[8] & 0x3f) | 0x80;
  const hex = [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
