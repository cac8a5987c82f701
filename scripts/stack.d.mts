// Types of stack.mjs for the tests and tools written in TypeScript.

export interface StackWish {
  /** false (the default): fsync off, for tests; true: as in production. */
  durable?: boolean;
  /** How many api processes, each on its own port; 0 by default. */
  apis?: number;
  /** 0 by default. */
  workers?: number;
  /** true by default. */
  redis?: boolean;
  /** Migrate, with sample data or without; by default 'empty' when apps are asked for, else nothing is done. */
  prepare?: 'sample' | 'empty' | false;
  /** A directory to keep; without it the data are thrown away, however this process ends. */
  dataDir?: string;
  log?: {
    line(text: string): void;
    step<T>(title: string, work: () => Promise<T> | T): Promise<T>;
  };
  /** Where the apis listen; 127.0.0.1 by default. */
  host?: string;
  /** Of the first api; any free one by default. */
  port?: number;
  publicUrl?: string;
  /** The owner's URL of a PostgreSQL of one's own. */
  databaseUrl?: string;
  redisUrl?: string;
  /** `redisUrl` names nodes of a cluster, with commas. */
  redisCluster?: boolean;
  /** More environment for api, worker and cli. */
  extraEnv?: Record<string, string>;
  /** The port at which api and worker reach a server of the stack, for whoever stands in between. */
  through?: (server: 'postgres' | 'reading' | 'redis', port: number) => Promise<number>;
  /** Told when a member ends that nobody asked to. */
  onDeath?: (name: string, how: string) => void;
  /** Ends a stack that is still being started. */
  signal?: AbortSignal;
}

export interface Stack {
  /** DATABASE_OWNER_URL, DATABASE_APP_URL, DATABASE_READ_URL, REDIS_URL, SECRETS_FILE, DATA_DIR, HOST, PUBLIC_URL … */
  env: Record<string, string>;
  /** Of the apis, in their order: http://127.0.0.1:PORT */
  urls: string[];
  superuserUrl: string;
  dataDir: string;
  /** Those that live now: postgres, redis, api-1, worker-1 … */
  readonly pids: Record<string, number>;
  logOf(name: string): string;
  /** Ends one member, by its usual signal or another; onDeath is not called. */
  halt(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Starts a halted or dead member again, on the same port and data; `root`: of another build, for an api or worker. */
  resume(name: string, root?: string): Promise<void>;
  publish(facts: Record<string, unknown>): void;
  /** Ends all members in order, within five seconds; throw-away data are removed. */
  stop(): Promise<void>;
}

export function startStack(wish?: StackWish): Promise<Stack>;
