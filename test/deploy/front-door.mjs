// Two api behind nginx: attempts while an api dies, addresses of visitors, sockets.

import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../drills/stage.mjs';
import { heard, Listener, LISTENERS } from './listeners.mjs';
import { ask, playOn } from './site.mjs';

const DOOR_REQUESTS = 40;
const FORGED_REQUESTS = 60;

/** @type {import('./deploy.mjs').Trial[]} */
export const frontDoorTrials = [
  {
    name: 'front-door',
    title: 'attempts through nginx with TLS; each api killed and started again; forged addresses',
    env: { DOOR_REQUESTS_PER_TEN_SECONDS: String(DOOR_REQUESTS) },
    run: async (site) => {
      const addresses = await forgeAddresses(site);
      const done = await playOn(site, {
        act: async ({ fault, miss }) => {
          const kills = 4;
          for (let i = 0; i < kills; i += 1) {
            const name = `api-${1 + (i % 2)}`;
            const at = Date.now();
            await site.kill(name);
            fault(at, at); // the other one is there
            await sleep(1_000);
            await site.stack.resume(name);
            // nginx tries it again after two seconds.
            await sleep(2_500);
          }
          if (addresses.refused !== FORGED_REQUESTS - DOOR_REQUESTS)
            miss(
              `${addresses.refused} of ${FORGED_REQUESTS} visits of one address were refused (allowed: ${DOOR_REQUESTS})`,
            );
          if (addresses.elsewhereRefused > 0) miss('another address was refused with the first');
          return { kills, addresses };
        },
      });
      return done;
    },
  },
  {
    name: 'sockets',
    title: 'pages behind nginx hear what any worker graded, also when their api dies; long-polling',
    run: async (site) => {
      /** @type {Listener[]} */
      let listeners = [];
      try {
        return await playOn(site, {
          citizens: 4,
          act: async ({ contest, fault, miss }) => {
            const room = `contest-${contest.contestId}`;
            const straight = site.stack.urls.map((url) => new Listener(url, {}, room));
            const through = Array.from({ length: LISTENERS }, () => new Listener(site.url, { ca: site.ca }, room));
            listeners = [...straight, ...through];
            const joined = await until(async () => listeners.every(({ isIn }) => isIn), 20_000);
            if (joined === null) miss(`${listeners.filter(({ isIn }) => !isIn).length} sockets did not come in`);
            const transports = [...new Set(through.map(({ socket }) => socket.io.engine?.transport?.name))];
            const first = await heard(listeners);
            if (first === null) miss('not everybody heard of a new grade');

            const at = Date.now();
            await site.kill('api-1');
            fault(at, at);
            await sleep(500);
            const isBack = async () => through.every(({ isIn }) => isIn);
            if ((await until(isBack, 30_000, 50)) === null)
              miss(`${through.filter(({ isIn }) => !isIn).length} sockets did not come back`);
            const backMs = Date.now() - at;
            const cut = through.filter(({ cuts }) => cuts > 0).length;
            if (cut === 0) miss('no socket was at the api that died');
            const second = await heard([...through, straight[1]]);
            if (second === null) miss('after an api died not everybody heard of a new grade');
            await site.stack.resume('api-1');
            await sleep(2_500);

            const polling = await pollTwice(site, 20);
            if (polling.held > 0 && polling.refused === 0) miss('long-polling works: docs/scaling.md says it does not');
            return {
              sockets: {
                through: through.length,
                transports,
                cut,
                firstNewsMs: first,
                backMs,
                newsAfterMs: second,
              },
              polling,
            };
          },
        });
      } finally {
        for (const { socket } of listeners) socket.disconnect();
      }
    },
  },
];

/**
 * One visitor who says another address in each request, and a visitor from another one: an api that believed the header
 * would count each apart.
 */
async function forgeAddresses(site) {
  const path = '/api/certificates/KHONG-CO';
  const visit = async (/** @type {number} */ n, /** @type {string} */ from) => {
    const forged = `203.0.113.${n}`;
    const headers = { 'x-forwarded-for': forged, 'x-real-ip': forged, forwarded: `for=${forged}` };
    return (await ask(site, path, { headers, from })).status;
  };
  const near = await Promise.all(Array.from({ length: FORGED_REQUESTS }, (_, n) => visit(n, '127.0.0.1')));
  const far = await Promise.all(Array.from({ length: 10 }, (_, n) => visit(n, '127.0.0.2')));
  const refused = (/** @type {number[]} */ all) => all.filter((status) => status === 429).length;
  return { asked: FORGED_REQUESTS, allowed: DOOR_REQUESTS, refused: refused(near), elsewhereRefused: refused(far) };
}

/** A session of long-polling asks twice, and the second time may come to the api that does not know it. */
async function pollTwice(site, times) {
  const found = { asked: times, held: 0, refused: 0 };
  for (let i = 0; i < times; i += 1) {
    const opened = await ask(site, '/socket.io/?EIO=4&transport=polling');
    if (opened.status !== 200) throw new Error(`long-polling is not greeted: ${opened.status}`);
    const { sid } = JSON.parse(opened.text.slice(1));
    const next = await ask(site, `/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body: '40' });
    if (next.status === 200) found.held += 1;
    else found.refused += 1;
  }
  return found;
}
