// The installation of a trial: the stage of the drills with nginx before its two api.

import { request } from 'node:https';
import { anyFreePort } from '../../scripts/ports.mjs';
import { startGuard } from '../../scripts/processes.mjs';
import { openStage, play } from '../drills/stage.mjs';
import { startNginx } from './servers.mjs';

/**
 * @param {{ log: import('../../scripts/say.mjs').Speaker, random: () => number, env?: Record<string, string>,
 *   signal?: AbortSignal }} wish
 */
export async function openSite({ env, ...wish }) {
  const port = await anyFreePort();
  const url = `https://127.0.0.1:${port}`;
  const stage = await openStage({ ...wish, publicUrl: url, env: { TRUST_PROXY: '1', ...env } });
  const guard = startGuard(undefined);
  /** @type {import('../../scripts/processes.mjs').Child[]} */
  const children = [];
  const { dataDir, urls } = stage.stack;
  const site = Object.assign(stage, {
    /**
     * Keeps a server that was started beside the stack, and ends it with the site.
     * @template {{ child: import('../../scripts/processes.mjs').Child }} Started @param {Started} started
     */
    keep(started) {
      children.push(started.child);
      guard.watch(
        children.map(({ pid }) => pid),
        [],
      );
      return started;
    },
    closeStage: stage.close.bind(stage),
    async close() {
      for (const child of children.reverse()) await child.stop();
      guard.dismiss();
      await site.closeStage();
    },
  });
  try {
    const apis = urls.map((api) => new URL(api).host);
    const { ca } = site.keep(await startNginx({ home: dataDir, port, apis }));
    return Object.assign(site, { url, ca });
  } catch (error) {
    await site.close();
    throw error;
  }
}

/** @typedef {Awaited<ReturnType<typeof openSite>>} Site */

/**
 * One request to the site.
 * @param {Site} site @param {string} path
 * @param {{ method?: string, headers?: Record<string, string>, body?: string, from?: string }} [wish] from: an address of this
 *   machine
 * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, text: string }>}
 */
export const ask = (site, path, { method = 'GET', headers, body, from } = {}) =>
  new Promise((resolve, reject) => {
    const sent = request(site.url + path, { method, headers, ca: site.ca, localAddress: from }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      answer.once('error', reject);
    });
    sent.setTimeout(20_000, () => sent.destroy(new Error(`${path}: no answer`)));
    sent.once('error', reject);
    sent.end(body);
  });

/**
 * People take part while something happens, and the checker decides: what it finds broken is a criterion missed.
 * @param {Site} site @param {Omit<Parameters<typeof play>[1], 'seed'>} wish
 */
export async function playOn(site, wish) {
  const done = await play(site, { seed: 1, ...wish });
  const { breaches, drainedSeconds } = done;
  if (Object.keys(breaches).length > 0) done.missed.push(`broken: ${JSON.stringify(breaches)}`);
  if (drainedSeconds === null) done.missed.push('attempts handed in were left ungraded');
  return done;
}
