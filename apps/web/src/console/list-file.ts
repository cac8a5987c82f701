import { addressOf, Refusal, Unreachable, type Answer, type PathWith, type Problem } from '../shared/api/client.js';
import { XLSX } from './letters.js';

/** What the server reads at most. */
const FILE_BYTES_MAX = 2 * 1024 * 1024;
/** All units of the country take some seconds; a slow line takes its own time. */
const PATIENCE_MS = 120_000;

export const LIST_TYPES = `.xlsx,.csv,text/csv,${XLSX}`;

/** The file as the server wants it named; null for what is no list. */
export function listOf(file: File): Blob | null {
  const type = /\.xlsx$/i.test(file.name) ? XLSX : /\.csv$/i.test(file.name) ? 'text/csv' : null;
  return type && file.size <= FILE_BYTES_MAX ? file.slice(0, file.size, type) : null;
}

/**
 * Sends a list as the file it is.
 *
 * @example await sendList('/api/unit-tree/imports', listOf(file), { query: { list: 'current', from, dryRun: true } })
 * @throws {Refusal} the server said no, and nothing was written
 * @throws {Unreachable} no answer came
 */
export async function sendList<P extends PathWith<'post'>>(
  path: P,
  list: Blob,
  wish: Parameters<typeof addressOf>[1],
): Promise<Answer<P, 'post'>> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const answer = await fetch(addressOf(path, wish), {
    method: 'POST',
    headers: { 'accept-language': document.documentElement.lang, 'content-type': list.type },
    body: list,
    credentials: 'same-origin',
    signal: patience.signal,
  })
    .catch(() => null)
    .finally(() => clearTimeout(timer));
  const content = (await answer?.json().catch(() => null)) as Answer<P, 'post'> | Problem | null;
  if (!answer || content === null) throw new Unreachable();
  if (!answer.ok) throw new Refusal({ ...(content as Problem), status: answer.status });
  return content as Answer<P, 'post'>;
}
