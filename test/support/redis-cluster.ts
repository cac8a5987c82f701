import { Redis } from 'ioredis';
import { chownSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const SLOTS = 16_384;
const PASSWORD = 'only-nodes-of-this-test';

interface Child {
  pid: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
}
interface Scripts {
  cloneHome(): string;
  throwAwayHome(): string;
  serverDirectory(directory: string): string;
  serverUser: { uid: number; gid: number } | undefined;
  writePrivate(file: string, text: string): void;
  anyFreePort(): Promise<number>;
  findRedis(home: string): Promise<{ command: string; libraries?: string }>;
  startChild(what: object): Promise<Child>;
  startGuard(throwAway: string): { watch(first: number[], last: number[]): void; dismiss(): void };
}
const script = async (name: string) =>
  (await import(pathToFileURL(join(process.cwd(), 'scripts', name)).href)) as Scripts;

export interface RedisCluster {
  /** What REDIS_URL says: the first two nodes. */
  url: string;
  /** A connection to each node alone, to ask what it holds. */
  nodes: Redis[];
  kill(node: number): Promise<void>;
  /** Starts a killed node again, on its port and what it knew of the cluster; returns when all slots are served. */
  revive(node: number): Promise<void>;
  close(): Promise<void>;
}

/** A real Redis Cluster of three nodes on loopback, a third of the slots each, behind a password, without replicas. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const [homes, ports, processes, binaries] = await Promise.all(
    ['home.mjs', 'ports.mjs', 'processes.mjs', 'redis-binary.mjs'].map(script),
  );
  const home = homes!.throwAwayHome();
  const binary = await binaries!.findRedis(homes!.cloneHome());
  const guard = processes!.startGuard(home);
  const children: Child[] = [];

  const places: { port: number; bus: number }[] = [];
  for (let n = 0; n < 3; n++) places.push({ port: await ports!.anyFreePort(), bus: await ports!.anyFreePort() });

  const start = async (n: number): Promise<void> => {
    const { port, bus } = places[n]!;
    const data = homes!.serverDirectory(join(home, `node-${n}`));
    const file = join(data, 'redis.conf');
    const settings = [
      'bind 127.0.0.1',
      `port ${port}`,
      `requirepass ${PASSWORD}`,
      `dir ${data}`,
      'save ""',
      'maxmemory-policy noeviction',
      'cluster-enabled yes',
      'cluster-config-file nodes.conf',
      `cluster-port ${bus}`,
      'cluster-node-timeout 1500',
    ];
    homes!.writePrivate(file, `${settings.join('\n')}\n`);
    if (homes!.serverUser) chownSync(file, homes!.serverUser.uid, homes!.serverUser.gid);
    children[n] = await processes!.startChild({
      name: `Redis ${n}`,
      command: binary.command,
      args: [file],
      env: { PATH: process.env['PATH'], ...(binary.libraries && { LD_LIBRARY_PATH: binary.libraries }) },
      cwd: '/',
      logFile: join(home, 'logs', `redis-${n}.log`),
      user: homes!.serverUser,
    });
    guard.watch(
      [],
      children.map(({ pid }) => pid),
    );
  };
  for (let n = 0; n < 3; n++) await start(n);

  const nodes = places.map(({ port }) => {
    const node = new Redis({ port, password: PASSWORD, maxRetriesPerRequest: null, retryStrategy: () => 50 });
    return node.on('error', () => undefined);
  });
  const isServing = async (node: Redis): Promise<boolean> => {
    const info = await node.cluster('INFO');
    return /cluster_state:ok/.test(info) && /cluster_known_nodes:3\r?\n/.test(info);
  };
  const allServe = async (): Promise<void> => {
    for (const node of nodes) while (!(await isServing(node))) await pause(50);
  };
  for (const [n, node] of nodes.entries()) {
    const range = [n, n + 1].map((part) => Math.floor((part * SLOTS) / 3));
    await node.call('CLUSTER', 'ADDSLOTSRANGE', range[0]!, range[1]! - 1);
    if (n > 0) await nodes[0]!.call('CLUSTER', 'MEET', '127.0.0.1', places[n]!.port, places[n]!.bus);
  }
  await allServe();

  return {
    url: places
      .slice(0, 2)
      .map(({ port }) => `redis://:${PASSWORD}@127.0.0.1:${port}`)
      .join(','),
    nodes,
    kill: (n) => children[n]!.stop('SIGKILL'),
    revive: async (n) => {
      await start(n);
      await allServe();
    },
    close: async () => {
      for (const node of nodes) node.disconnect();
      for (const child of children) await child.stop();
      guard.dismiss();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
