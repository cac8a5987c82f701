// `npm start`: the whole product on this machine, on data that stay.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPrivateHost, isPrivateUrl, privateAddress } from './addresses.mjs';
import { dataLock } from './cli.mjs';
import { cloneHome } from './home.mjs';
import { describe, holderOf, tryLock } from './lock.mjs';
import { endLastRun, runningOn } from './members.mjs';
import { switches } from './options.mjs';
import { ownServers } from './own-servers.mjs';
import { nextFreePort } from './ports.mjs';
import { removeCluster } from './postgres.mjs';
import { makeReady } from './ready.mjs';
import { Refusal, seconds, tail } from './say.mjs';
import { printSignInLinks } from './sign-in-links.mjs';
import { startStack } from './stack.mjs';

const OPTIONS = {
  empty: { says: 'không nạp dữ liệu mẫu' },
  lan: { says: 'mở cho các máy khác trong mạng nội bộ, in mã QR' },
  reset: { says: 'xoá toàn bộ dữ liệu của bản này trước khi chạy (có hỏi lại)' },
  yes: { says: 'không hỏi lại khi --reset' },
  help: { says: 'in phần này' },
};

/** @param {string} home */
function takeLock(home) {
  const release = tryLock(dataLock(home), 'npm start');
  if (release) return release;
  const address = runningOn(home)?.address;
  throw new Refusal(
    `Bản sao mã nguồn này đang chạy: ${describe(holderOf(dataLock(home)))}.` + (address ? `\nĐịa chỉ: ${address}` : ''),
  );
}

/** Refuses a --reset that cannot be asked about, or that is not ours to do. @param {boolean} isSure */
function mayReset(isSure) {
  if (process.env.DATABASE_URL || process.env.REDIS_URL)
    throw new Refusal(
      '--reset chỉ xoá dữ liệu do npm start tự giữ. Với DATABASE_URL hay REDIS_URL, hãy tự xoá trên máy chủ của bạn.',
    );
  if (!isSure && !process.stdin.isTTY)
    throw new Refusal('--reset xoá toàn bộ dữ liệu nên phải hỏi lại; không có bàn phím thì thêm --yes.');
}

/** Asks, then removes the clone's data: database, queue, files, secrets. @param {string} home @param {boolean} isSure
 * @param {import('./say.mjs').Speaker} log */
async function reset(home, isSure, log) {
  if (!isSure) {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    const leave = new AbortController();
    prompt.once('close', () => leave.abort()); // Ctrl-C or Ctrl-D at the question
    const question = `Xoá toàn bộ dữ liệu trong ${home}? Gõ "xoa" để đồng ý: `;
    const answer = await prompt.question(question, { signal: leave.signal }).catch(() => '');
    prompt.close();
    if (answer.trim() !== 'xoa') throw new Refusal('Không xoá gì cả.');
  }
  await log.step('Xoá dữ liệu', async () => {
    await endLastRun(home);
    removeCluster(home);
    for (const name of ['redis', 'files', 'logs', 'secrets.json'])
      rmSync(join(home, name), { recursive: true, force: true });
  });
}

/** @param {boolean} isLan @param {import('./say.mjs').Speaker} log @returns {Promise<{ host: string, port: number }>} */
async function chooseAddress(isLan, log) {
  const host = isLan ? (privateAddress() ?? '0.0.0.0') : process.env.HOST || '127.0.0.1';
  if (isLan && host === '0.0.0.0') log.line('  ! Máy này không có địa chỉ mạng nội bộ: nghe ở mọi địa chỉ của máy.');
  const wished = Number(process.env.PORT || 3000);
  if (!Number.isInteger(wished) || wished < 1 || wished > 65_535)
    throw new Refusal(`PORT=${process.env.PORT} không phải là một cổng (1–65535).`);
  if (process.env.PUBLIC_URL && !URL.canParse(process.env.PUBLIC_URL))
    throw new Refusal('PUBLIC_URL không phải là một địa chỉ (ví dụ: https://thi.example.vn).');
  const port = await nextFreePort(wished, host);
  if (port !== wished) log.line(`  ! Cổng ${wished} đang có chương trình khác dùng: chuyển sang cổng ${port}.`);
  return { host, port };
}

/**
 * Restarts an app that died, more and more slowly; a server that died takes everything down.
 * @param {() => Awaited<ReturnType<typeof startStack>> | undefined} stackNow
 * @param {import('./say.mjs').Speaker} log
 * @param {(reason: string) => void} giveUp
 */
function supervisor(stackNow, log, giveUp) {
  /** @type {Map<string, { count: number, at: number }>} */
  const falls = new Map();
  return async (/** @type {string} */ name, /** @type {string} */ how) => {
    const stack = stackNow();
    if (!stack) return; // still starting: whoever waits for it tells the reason
    if (name === 'postgres' || name === 'redis')
      return giveUp(`${name} ${how}. Nhật ký (${stack.logOf(name)}):\n${tail(stack.logOf(name))}`);
    const last = falls.get(name);
    const count = last && performance.now() - last.at < 60_000 ? last.count + 1 : 1;
    falls.set(name, { count, at: performance.now() });
    const pauseMs = Math.min(500 * 2 ** (count - 1), 30_000);
    log.line(`  ! ${name} ${how}; chạy lại sau ${seconds(pauseMs)}. Nhật ký: ${stack.logOf(name)}`);
    await sleep(pauseMs, undefined, { ref: false });
    await stack.resume(name).then(
      () => log.line(`  ✔ ${name} đã chạy lại`),
      // Its own death, told above by its next fall, is no second reason to stop; anything else was said in its log.
      () => {},
    );
  };
}

/**
 * Under systemd, takes its socket out of the environment: PostgreSQL would tell there that it is ready, and only we know when
 * the product is.
 * @param {import('./say.mjs').Speaker} log @returns {() => void} says that it serves; elsewhere nothing
 */
function readiness(log) {
  const { NOTIFY_SOCKET } = process.env;
  delete process.env.NOTIFY_SOCKET;
  return () => {
    if (!NOTIFY_SOCKET) return;
    const { status, stderr, error } = spawnSync('systemd-notify', ['--ready'], {
      env: { ...process.env, NOTIFY_SOCKET },
      encoding: 'utf8',
    });
    if (status !== 0) log.line(`  ! Không báo được cho systemd: ${stderr || error?.message}`);
  };
}

/** @param {string[]} args @param {import('./say.mjs').Speaker} log @returns {Promise<number>} */
export async function run(args, log) {
  const began = performance.now();
  const tellReady = readiness(log);
  const wish = switches('npm start --', args, OPTIONS);
  if (wish.help) {
    log.line('npm start -- [lựa chọn]');
    for (const [name, { says }] of Object.entries(OPTIONS)) log.line(`  --${name.padEnd(8)} ${says}`);
    log.line(
      'Biến môi trường: PORT, HOST, PUBLIC_URL, DATABASE_URL, DATABASE_APP_URL, DATABASE_DIRECT_URL, DATABASE_READ_URL, REDIS_URL, REDIS_CLUSTER.',
    );
    return 0;
  }
  if (wish.reset) mayReset(Boolean(wish.yes));
  const home = cloneHome();
  const release = takeLock(home);
  const stopping = new AbortController();
  /** @type {string | undefined} */
  let failure;
  const ended = new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
  /** @type {Awaited<ReturnType<typeof startStack>> | undefined} */
  let stack;
  try {
    log.line('Thi CCHC');
    if (wish.reset) await reset(home, Boolean(wish.yes), log);
    await makeReady(log);
    const { host, port } = await chooseAddress(Boolean(wish.lan), log);
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, () => {
        if (!stopping.signal.aborted) log.line('\nĐang dừng…'); // a second Ctrl-C changes nothing: the end is near already
        stopping.abort();
      });
    const publicUrl = process.env.PUBLIC_URL;
    const own = { ...ownServers(), ...(publicUrl && { publicUrl }) };
    const fall = supervisor(
      () => stack,
      log,
      (reason) => ((failure = reason), stopping.abort()),
    );
    stack = await startStack({
      ...own,
      ...{ durable: true, dataDir: home, host, port, apis: 1, workers: 1, log, signal: stopping.signal },
      prepare: wish.empty ? 'empty' : 'sample',
      onDeath: (name, how) => void fall(name, how),
    });
    const address = publicUrl ?? stack.urls[0] ?? '';
    stack.publish({ address });
    tellReady();
    log.line(`\nSẵn sàng sau ${seconds(performance.now() - began)}: ${address}`);
    if (wish.lan) await printQr(address, log);
    if (!wish.empty && isPrivateHost(host) && isPrivateUrl(address)) await printSignInLinks(stack.env, log);
    log.line(`Dữ liệu và nhật ký: ${home}. Dừng: Ctrl-C.`);
    await ended;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    const from = performance.now();
    await stack?.stop();
    release();
    if (stopping.signal.aborted) log.line(`Đã dừng (${seconds(performance.now() - from)}). Dữ liệu được giữ lại.`);
  }
  if (failure) throw new Refusal(failure);
  return 0;
}

/** @param {string} address @param {import('./say.mjs').Speaker} log */
async function printQr(address, log) {
  const { default: qrcode } = await import('qrcode');
  log.line(await qrcode.toString(address, { type: 'terminal', small: true }));
}
