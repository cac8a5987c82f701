// Free ports. Servers of this clone never have fixed ports, so two clones on one machine cannot meet.

import { createServer } from 'node:net';

/**
 * @param {number} port @param {string} [host]
 * @returns {Promise<boolean>} whether one may listen there now
 */
export const isFree = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/**
 * The wished port, or the next free one after it.
 * @param {number} wished @param {string} host
 */
export async function nextFreePort(wished, host) {
  for (let port = wished; port < Math.min(wished + 200, 65_536); port += 1) if (await isFree(port, host)) return port;
  throw new Error(`Không còn cổng trống từ ${wished} đến ${wished + 199} trên ${host}.`);
}

/**
 * Any free port below the range from which the kernel takes the ports of outgoing connections (32768 and up): between
 * this look and the server's own listen nobody else is handed it by chance.
 */
export async function anyFreePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}
