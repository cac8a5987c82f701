import { addressOf, Refusal, Unreachable, type Problem, type Wish } from '../shared/api/client.js';

/** A file of questions takes seconds to judge; a slow line takes its own time. */
const PATIENCE_MS = 120_000;

/**
 * Sends the bytes of a file, or asks for one.
 *
 * @throws {Refusal} the server said no
 * @throws {Unreachable} no answer came: what was sent may have been done all the same
 */
async function exchange(address: string, body?: Blob): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const answer = await fetch(address, {
    method: body ? 'POST' : 'GET',
    headers: {
      'accept-language': document.documentElement.lang,
      ...(body && { 'content-type': 'application/octet-stream' }),
    },
    body,
    credentials: 'same-origin',
    signal: patience.signal,
  })
    .catch(() => null)
    .finally(() => clearTimeout(timer));
  if (!answer) throw new Unreachable();
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  if (typeof problem?.code !== 'string') throw new Unreachable();
  throw new Refusal({ ...problem, status: answer.status });
}

/** Sends a file as it is, and gives the answer. @example await sendFile<ImportView>('/api/banks/{bankCode}/imports', wish, file) */
export async function sendFile<T>(path: string, wish: Wish, file: Blob): Promise<T> {
  const answer = await exchange(addressOf(path, wish), file);
  return (await answer.json().catch(() => Promise.reject(new Unreachable()))) as T;
}

/** A file of the server to be read here, by its address. @throws as `downloadFile` */
export const fetchFile = (address: string): Promise<Response> => exchange(address);

/** Keeps a file on this device under the server's name for it. */
export async function downloadFile(path: string, wish: Wish): Promise<void> {
  const answer = await exchange(addressOf(path, wish));
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const file = await answer.blob().catch(() => null);
  if (!file) throw new Unreachable();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = named ? decodeURIComponent(named) : 'tep';
  link.click();
  // The browser has taken hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
