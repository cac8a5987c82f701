import { addressOf, Refusal, Unreachable, type Problem } from '../shared/api/client.js';

export const LETTER_FORMATS = ['pdf', 'xlsx', 'txt'] as const;
export type LetterFormat = (typeof LETTER_FORMATS)[number];

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Letters for all communes of the country take ten seconds; a slow line takes its own time. */
const PATIENCE_MS = 120_000;

type InvitationPath =
  | '/api/contests/{slug}/unit-invitations'
  | '/api/contests/{slug}/unit-invitations/{id}/reissue'
  | '/api/contests/{slug}/unit-invitations/{id}/replace';

export interface LetterWish {
  path: Record<string, string>;
  query: { format?: LetterFormat; dryRun?: boolean };
  /** A list as it is, or what becomes JSON. */
  body: Blob | object;
}

/**
 * Asks for letters, which come as a file and only this once, or for a look at what would be made.
 *
 * @throws {Refusal} the server said no, and nothing was made
 * @throws {Unreachable} no answer came: letters may have been made all the same
 */
export async function askForLetters(path: InvitationPath, { body, ...wish }: LetterWish): Promise<Response> {
  const isFile = body instanceof Blob;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const answer = await fetch(addressOf(path, wish), {
    method: 'POST',
    headers: {
      'accept-language': document.documentElement.lang,
      'content-type': isFile ? body.type : 'application/json',
    },
    body: isFile ? body : JSON.stringify(body),
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

/** Makes letters and keeps the file on this device, under the server's name for it. */
export async function downloadLetters(path: InvitationPath, wish: LetterWish): Promise<void> {
  const answer = await askForLetters(path, wish);
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const file = await answer.blob().catch(() => null);
  if (!file) throw new Unreachable();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = named ? decodeURIComponent(named) : `thu-moi.${wish.query.format ?? 'pdf'}`;
  link.click();
  // The browser has taken hold of the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
