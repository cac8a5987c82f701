import { prove } from '../proof/prove.js';
import { hearServerTime } from './server-clock.js';
import type { paths } from './schema.js';

/** RFC 9457 problem details, as every refusal of the api comes. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  details?: Record<string, unknown>;
  requestId?: string;
}

/** The server understood and said no. `message` is its sentence, `requestId` the code to read out on the telephone. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string | undefined;

  constructor(problem: Problem) {
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
  readonly code = 'UNREACHABLE';

  constructor() {
    super('unreachable');
    this.name = 'Unreachable';
  }
}

/** Will the same request be answered otherwise later? Refusals by rule will not. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refusal && (error.status === 429 || error.status >= 500));

/** The longest lawful answer is a held result (10 s). */
const PATIENCE_MS = 20_000;

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** Paths of the api that know a method, as docs/openapi.json has them. */
export type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;
type Content<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined;
/** What the api answers on success. */
export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer Responses }
    ? Content<Responses[Extract<keyof Responses, 200 | 201 | 202 | 204>]>
    : never;
export type BodyOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer Body } } } ? Body : undefined;

export interface Wish {
  /** Values of the {names} in the path. */
  path?: Record<string, string>;
  query?: Record<string, string | number | boolean | null | undefined>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  patienceMs?: number;
}

/**
 * The address of a path of the api with its values.
 *
 * @example addressOf('/api/contests/{slug}', { path: { slug: 'cchc-2026' } }) // '/api/contests/cchc-2026'
 */
export function addressOf(path: string, { path: values = {}, query = {} }: Wish = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

/** A proof is refused when it was used or came too late; a server that asks for ever is none of ours. */
const PROOFS_MAX = 3;

/**
 * Asks the server this page came from. Where it asks this machine for some work first, that is done, and said by the frame.
 *
 * @throws {Refusal} the server said no
 * @throws {Unreachable} no answer came
 */
export async function call<M extends Method, P extends PathWith<M>>(
  method: M,
  path: P,
  wish: Wish & { body?: BodyOf<P, M> } = {},
): Promise<Answer<P, M>> {
  let proof: string | undefined;
  for (let proofs = 0; ; proofs++) {
    try {
      return await ask(method, path, { ...wish, headers: { ...wish.headers, ...(proof && { 'x-proof': proof }) } });
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'PROOF_NEEDED') || proofs === PROOFS_MAX) throw error;
      proof = await proofFor(error);
    }
  }
}

/** Tells the frame while the machine works. @throws {Refusal} the refusal itself, where the work cannot be done */
async function proofFor(refusal: Refusal): Promise<string> {
  dispatchEvent(new CustomEvent('proof', { detail: true }));
  try {
    return await prove(String(refusal.details['challenge']));
  } catch {
    throw refusal;
  } finally {
    dispatchEvent(new CustomEvent('proof', { detail: false }));
  }
}

async function ask<M extends Method, P extends PathWith<M>>(
  method: M,
  path: P,
  wish: Wish & { body?: BodyOf<P, M> },
): Promise<Answer<P, M>> {
  const { body, headers, signal, patienceMs = PATIENCE_MS } = wish;
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, patienceMs);
  signal?.addEventListener('abort', giveUp, { once: true });
  if (signal?.aborted) giveUp();
  const sentAt = performance.now();
  try {
    const answer = await fetch(addressOf(path, wish), {
      method: method.toUpperCase(),
      headers: {
        'accept-language': document.documentElement.lang,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: patience.signal,
      credentials: 'same-origin',
    });
    if (answer.status === 204) return undefined as Answer<P, M>;
    if (!/[/+]json/.test(answer.headers.get('content-type') ?? '')) throw new Unreachable();
    const content: unknown = await answer.json();
    if (!answer.ok && typeof (content as Partial<Problem> | null)?.code !== 'string') throw new Unreachable();
    // Neither a proxy's clock nor an answer that the browser has kept tells the time.
    if (!/max-age/.test(answer.headers.get('cache-control') ?? ''))
      hearServerTime(answer.headers.get('date'), sentAt, 1000);
    if (!answer.ok) throw new Refusal({ ...(content as Problem), status: answer.status });
    const { now } = content as { now?: unknown };
    if (typeof now === 'string') hearServerTime(now, sentAt, 1);
    return content as Answer<P, M>;
  } catch (error) {
    throw error instanceof Refusal ? error : new Unreachable();
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** @example await get('/api/contests/{slug}', { path: { slug } }) */
export const get = <P extends PathWith<'get'>>(path: P, wish?: Wish): Promise<Answer<P, 'get'>> =>
  call('get', path, wish);

/** @example await post('/api/sessions', { phone, password }) */
export const post = <P extends PathWith<'post'>>(
  path: P,
  body?: BodyOf<P, 'post'>,
  wish?: Wish,
): Promise<Answer<P, 'post'>> => call('post', path, { ...wish, body });

/** A random UUID; crypto.randomUUID is missing on plain http, where a LAN is served. */
export function randomKey(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[6] = (octets[6]! & 0x0f) | 0x40;
  octets[8] = (octets[8]! & 0x3f) | 0x80;
  const hex = [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
