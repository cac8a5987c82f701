// Run by the Node.js of a bundle inside the bare system of try.mjs: starts the product, asks for a page, stops it, and says as
// one JSON line on stdout what it saw. Exit code 1 when anything was not as it should be.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const HOME = '/opt/thi-cchc';
const PORT = '3000';
const READY_PATIENCE_MS = 180_000;
const STOP_PATIENCE_MS = 15_000;

/** @param {string} path @returns {Promise<{ status: number, type: string, text: string }>} */
async function ask(path) {
  const answer = await fetch(`http://127.0.0.1:${PORT}${path}`, { signal: AbortSignal.timeout(5_000) });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}

/** @returns {Promise<string>} the error that an address outside answers with; '' when it was reached */
const reachOutside = () =>
  new Promise((resolve) => {
    const socket = connect({ host: '192.0.2.1', port: 443, timeout: 5_000 });
    socket.once('connect', () => (socket.destroy(), resolve('')));
    socket.once('timeout', () => (socket.destroy(), resolve('ETIMEDOUT')));
    socket.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
  });

/** @returns {string[]} the programs that run here beside this one; a process that ended and was not collected is none */
const others = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || [];
      } catch {
        return [];
      }
    });

const began = performance.now();
const product = spawn(`${HOME}/start`, ['--empty'], {
  cwd: '/',
  env: { ...process.env, PORT },
  stdio: ['ignore', 2, 2],
});
const ended = new Promise((resolve) => product.once('close', (code, signal) => resolve(signal ?? code)));
let ready = { status: 0, text: '' };
while (ready.status !== 200 && product.exitCode === null && performance.now() - began < READY_PATIENCE_MS) {
  await sleep(200);
  ready = await ask('/api/health/ready').catch(() => ready);
}
const readySeconds = (performance.now() - began) / 1000;

const page = await ask('/').catch((error) => ({ status: 0, type: String(error), text: '' }));
const script = /(?:src|href)="(\/[^"]+\.js)"/.exec(page.text)?.[1];
const code = script ? await ask(script) : { status: 0, type: '' };
const running = others();
const outside = await reachOutside();

product.kill('SIGTERM');
const exit = await Promise.race([ended, sleep(STOP_PATIENCE_MS, 'still running')]);
const left = others();

const result = {
  ok: false,
  ...{ readySeconds: Math.round(readySeconds * 10) / 10, ready: JSON.parse(ready.text || 'null') },
  page: { status: page.status, type: page.type, bytes: page.text.length },
  script: { path: script ?? null, status: code.status, type: code.type },
  programs: running.length,
  network: { interfaces: Object.keys(networkInterfaces()), outside },
  ...{ exit, left, hasData: statSync(`${HOME}/.data/postgres`, { throwIfNoEntry: false }) !== undefined },
};
result.ok =
  ready.status === 200 &&
  page.status === 200 &&
  page.type.startsWith('text/html') &&
  code.status === 200 &&
  outside !== '' &&
  result.network.interfaces.every((name) => name === 'lo') &&
  exit === 0 &&
  left.length === 0 &&
  result.hasData;
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exitCode = result.ok ? 0 : 1;
