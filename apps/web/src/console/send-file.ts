import { addressOf, Refusal, Unreachable, type Problem, type Wish } from '../shared/api/client.js';
import { XLSX } from './letters.js';

/** What the server reads of a list at most (LIMITS.tableFileBytesMax). */
const LIST_BYTES_MAX = 2 * 1024 * 1024;
/** A large file over a slow line. */
const PATIENCE_MS = 120_000;

/** A list as the server wants its type named; null for what is no Excel or CSV file, or too large. */
export function listOf(file: File): Blob | null {
  const type = /\.xlsx$/i.test(file.name) ? XLSX : /\.csv$/i.test(file.name) ? 'text/csv' : null;
  return type && file.size <= LIST_BYTES_MAX ? file.slice(0, file.size, type) : null;
}

/**
 * Sends a file as it is, under its own type.
 *
 * @throws {Refusal} the server said no
 * @throws {Unreachable} no answer came
 * @example await sendFile('put', '/api/contest-plans/{id}/invited', listOf(file)!, { path: { id } })
 */
export async function sendFile<T>(method: 'put' | 'post', path: string, file: Blob, wish: Wish = {}): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const answer = await fetch(addressOf(path, wish), {
    method: method.toUpperCase(),
    headers: { 'accept-language': document.documentElement.lang, 'content-type': file.type },
    body: file,
    credentials: 'same-origin',
    signal: patience.signal,
  })
    .catch(() => null)
    .finally(() => clearTimeout(timer));
  if (!answer) throw new Unreachable();
  if (answer.status === 204) return undefined as T;
  const content = (await answer.json().catch(() => null)) as (Problem & T) | null;
  if (answer.ok && content !== null) return content;
  if (typeof content?.code !== 'string') throw new Unreachable();
  throw new Refusal({ ...content, status: answer.status });
}
