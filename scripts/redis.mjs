// A Redis of the clone's own: on loopback, behind a password, never forgetting a job to make room (noeviction).

import { chownSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { serverDirectory, serverUser, writePrivate } from './home.mjs';
import { anyFreePort } from './ports.mjs';
import { startChild, untilReady } from './processes.mjs';

/**
 * Asks a Redis whether it serves.
 * @param {number} port @param {string} password @returns {Promise<boolean>}
 */
const answers = (port, password) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (/** @type {boolean} */ yes) => (socket.destroy(), resolve(yes));
    let heard = '';
    socket.setTimeout(1000, () => done(false));
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
    socket.on('data', (chunk) => {
      heard += chunk;
      if (heard.includes('+PONG'))
        done(true); // "-LOADING" while it reads its file: not yet
      else if (/^-(?!LOADING)/.test(heard) || heard.includes('-LOADING')) done(false);
    });
    socket.write(`AUTH ${password}\r\nPING\r\n`);
  });

/**
 * @param {{ home: string, binary: import('./redis-binary.mjs').RedisBinary, durable: boolean, password: string, port?: number }} how
 * @returns {Promise<{ child: import('./processes.mjs').Child, port: number }>}
 */
export async function startRedis({ home, binary, durable, password, port: samePort }) {
  const data = serverDirectory(join(home, 'redis'));
  for (let attempt = 1; ; attempt += 1) {
    const port = samePort ?? (await anyFreePort());
    const settings = [
      'bind 127.0.0.1',
      `port ${port}`,
      `requirepass ${password}`, // in a private file: an argument would be seen in `ps`
      `dir ${data}`,
      'databases 64', // tests: one number per jest worker
      'save ""',
      `appendonly ${durable ? 'yes' : 'no'}`,
      'appendfsync everysec',
      'maxmemory-policy noeviction',
    ];
    const file = join(home, 'redis', 'redis.conf');
    writePrivate(file, `${settings.join('\n')}\n`);
    if (serverUser) chownSync(file, serverUser.uid, serverUser.gid);
    const child = await startChild({
      name: 'Redis',
      command: binary.command,
      args: [file],
      env: { PATH: process.env.PATH, ...(binary.libraries && { LD_LIBRARY_PATH: binary.libraries }) },
      cwd: '/',
      logFile: join(home, 'logs', 'redis.log'),
      user: serverUser,
    });
    try {
      await untilReady(child, () => answers(port, password));
      return { child, port };
    } catch (error) {
      if (attempt === 3 || samePort || !/Address already in use/.test(child.said())) throw error;
    }
  }
}
