import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { LIMITS } from '#domain';

const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().positive();

/** Every variable a process reads, with its meaning, unit and default. All bad ones are listed at once. */
const envShape = z.object({
  /** Connection of the role cchc_app: what api and worker act as. */
  DATABASE_APP_URL: z.url().optional(),
  /**
   * The same role past a pooler in transaction mode: for the processes that make files, which limit how long a statement may
   * take, and a pooler keeps no such limit. Two connections at most. Without it as DATABASE_APP_URL.
   */
  DATABASE_DIRECT_URL: z.url().optional(),
  /** Connection of the role cchc_read: reports. */
  DATABASE_READ_URL: z.url().optional(),
  /** Connection of the owner of the tables: migrations and operator errands only. */
  DATABASE_OWNER_URL: z.url().optional(),
  /** Passwords that `cli prepare` gives to cchc_app and cchc_read on a server of one's own. */
  CCHC_APP_PASSWORD: z.string().min(16).optional(),
  CCHC_READ_PASSWORD: z.string().min(16).optional(),
  /** Redis with `maxmemory-policy noeviction`. Of a cluster one node or some, with commas: they tell of the others. */
  REDIS_URL: z
    .string()
    .refine((urls) => urls.split(',').every((url) => z.url({ protocol: /^rediss?$/ }).safeParse(url).success), {
      error: 'Invalid URL',
    })
    .optional(),
  /** 1 when REDIS_URL names nodes of a Redis Cluster: keys of a queue are then called `{cchc}:…`, to lie on one node. */
  REDIS_CLUSTER: z.enum(['0', '1']).default('0'),
  /** Prefix of every key in Redis, so that two installations can share one server. */
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('cchc'),
  /** File with the keys that sign tokens and receipts (0600), made by the first start. */
  SECRETS_FILE: z.string().optional(),
  /** Where the api listens. */
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  /** The address people type. https here turns Secure cookies on and the API browser off. */
  PUBLIC_URL: z.url().default('http://127.0.0.1:3000'),
  /** 1 when a TLS front door of one's own stands before the api and sets X-Forwarded-For. */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** Connections to PostgreSQL that one process may open. */
  DATABASE_POOL_MAX: positive.default(12),
  /**
   * Pages that one api tells news by a socket, at some 30 KiB each; a page that finds no place asks now and then, as where a
   * network blocks sockets.
   */
  SOCKETS_MAX: positive.default(12_000),
  /** Connections that one api holds in all, sockets among them; above it the line is cut and the page tries again. */
  CONNECTIONS_MAX: positive.default(16_000),
  /** Grading jobs one worker holds at a time; those of a contest share transactions. */
  GRADING_CONCURRENCY: positive.default(64),
  /** Seconds between two looks of the sweeper at what the database says is owed. */
  GRADING_SWEEP_SECONDS: z.coerce.number().positive().default(5),
  /** Whether hot statements are prepared by name; 0 behind a pooler in transaction mode. */
  DATABASE_NAMED_STATEMENTS: z.enum(['0', '1']).default('1'),
  /** Age, in seconds, from which a submitted attempt without a grade counts as forgotten by the queue. */
  GRADING_FORGOTTEN_SECONDS: z.coerce.number().positive().default(30),
  /**
   * Where figures for Prometheus are shown, one port a program; none without. Anywhere but on this machine itself a token
   * has to be brought.
   */
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port.optional(),
  WORKER_METRICS_PORT: port.optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.string().default('production'),
  /** 1 only for throw-away test databases: allows settings under which a power cut loses data. The image refuses it. */
  CCHC_THROWAWAY: z.enum(['0', '1']).default('0'),
  /** 1 only inside `replay`: accepts a database whose clock runs faster than the world's. */
  CCHC_REPLAY: z.enum(['0', '1']).default('0'),
  /**
   * Requests one address may make in ten seconds to the doors (sign-up, sign-in). The default lets 500 people behind one
   * address in at once, each with a second try; it is half of what two cores can hash. Load tools raise it.
   */
  DOOR_REQUESTS_PER_TEN_SECONDS: positive.default(1000),
  /**
   * When visitors of the doors (sign-up, sign-in, codes, starts) have to let their machine work for a second or two first:
   * `when_needed`, after many visits of one address, browser or account (docs/security.md has the numbers); `always`, while
   * an attack lasts; `off`, for load tools.
   */
  PROOF_OF_WORK: z.enum(['when_needed', 'always', 'off']).default('when_needed'),
  /**
   * Starts a second that are let in, of all contests together that have no pace of their own; more wait in a queue and are
   * told how long. 0: no queue. Unset: STARTS_PER_CORE for each core of this machine.
   */
  STARTS_PER_SECOND: z.coerce.number().int().min(0).max(LIMITS.startsPerSecondMax).optional(),
  /**
   * How a code for a new password reaches a phone: `none`, pages do not offer it; `http`, the CODE_GATEWAY_* below are the
   * gateway for messages that the province has a contract with. Whoever has none of these still gets a new password.
   */
  CODE_SENDER: z.enum(['none', 'http']).default('none'),
  /** Where messages are posted to: https, or an address inside the house. */
  CODE_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The gateway's key: sent as `authorization: Bearer …`, or where the body says {secret}. */
  CODE_GATEWAY_SECRET: z.string().min(1).optional(),
  /** How the body is written, and how values are put into it. */
  CODE_GATEWAY_TYPE: z.enum(['application/json', 'application/x-www-form-urlencoded']).default('application/json'),
  /** What is posted, with {phone} (+84…), {local_phone} (0…), {code}, {text} and {secret} filled in. */
  CODE_GATEWAY_BODY: z.string().default('{"to":"{phone}","text":"{text}"}'),
  /** What the gateway's answer contains when it has taken the message; without it any answer of 200 to 299 is a yes. */
  CODE_GATEWAY_ACCEPTED: z.string().min(1).optional(),
  /** 1 inside the container image. */
  CCHC_IMAGE: z.enum(['0', '1']).default('0'),
});

export type Env = z.infer<typeof envShape>;

/**
 * Reads and checks the environment. Throws one error that lists every bad variable, so that a person mends them in
 * one go.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const named = Object.fromEntries(Object.keys(envShape.shape).map((key) => [key, source[key] || undefined]));
  const result = envShape.safeParse(named);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Biến môi trường chưa đúng (bad environment):\n${faults.join('\n')}`);
  }
  const env = result.data;
  if (env.CCHC_IMAGE === '1' && (env.CCHC_THROWAWAY === '1' || env.CCHC_REPLAY === '1')) {
    throw new Error('Ảnh container không chạy với CCHC_THROWAWAY hay CCHC_REPLAY: hãy bỏ hai biến này.');
  }
  if (env.REDIS_CLUSTER === '0' && env.REDIS_URL?.includes(','))
    throw new Error('REDIS_URL chỉ có nhiều địa chỉ khi đó là các nút của một Redis Cluster: hãy đặt REDIS_CLUSTER=1.');
  if (env.SOCKETS_MAX >= env.CONNECTIONS_MAX)
    throw new Error('CONNECTIONS_MAX phải lớn hơn SOCKETS_MAX: trang không có ổ cắm vẫn cần kết nối để hỏi.');
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(env.METRICS_HOST);
  const isShown = env.METRICS_PORT !== undefined || env.WORKER_METRICS_PORT !== undefined;
  if (isShown && !isLocal && env.METRICS_TOKEN === undefined)
    throw new Error('METRICS_HOST ngoài máy này thì phải đặt METRICS_TOKEN (ít nhất 16 ký tự).');
  return env;
}

/**
 * A core carries some 150 whole attempts a second as the page makes them, of 18 requests (docs/performance.md, `real`). More
 * starts than that would be more attempts than can be saved and submitted, so they wait where nobody's clock runs.
 */
export const STARTS_PER_CORE = 150;

/** Starts a second that the server lets in; null: as many as come. */
export function startsPerSecondOf({ STARTS_PER_SECOND: set }: Pick<Env, 'STARTS_PER_SECOND'>): number | null {
  if (set === 0) return null;
  return set ?? Math.min(STARTS_PER_CORE * availableParallelism(), LIMITS.startsPerSecondMax);
}

/** The value of a variable that this process cannot do without. */
export function required<K extends keyof Env>(env: Env, key: K): NonNullable<Env[K]> {
  const value = env[key];
  if (value === undefined || value === null) throw new Error(`Thiếu biến môi trường ${key} (missing ${key}).`);
  return value as NonNullable<Env[K]>;
}

/** Reads a file named by the environment; the error says which one. */
export function readEnvFile(path: string): string {
  return readFileSync(path, 'utf8');
}
