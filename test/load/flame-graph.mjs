// A CPU profile as a flame graph: one picture without scripts that any browser, and a page of the docs, can show. Each bar is a
// function, as wide as the share of busy time in which it was on the stack; what it called stands on it. Time without work is
// left out: asked is what the processor did, not how long it waited.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WIDTH = 1200;
const ROW = 17;
const HEAD = 58;
/** Bars below this share of the whole would be thinner than a line. */
const SMALLEST = 0.0015;
const IDLE = '(idle)';
/** What the profile itself costs when it starts. */
const PROFILER = /\/cpu-profile\.mjs$/;
/** Hooks that call the next hook make towers; what is above stands in the profile. */
const DEEPEST = 36;

/** Whose code a bar is; the first that fits. */
const OWNERS = [
  { name: 'rooms (libs)', of: /\/dist\/libs\//, colour: '#e8743b' },
  { name: 'apps', of: /\/dist\/apps\//, colour: '#f2a65a' },
  { name: 'Nest', of: /node_modules\/@nestjs\//, colour: '#c8588f' },
  {
    name: 'Fastify',
    of: /node_modules\/(?:@fastify\/|fastify|find-my-way|avvio|secure-json-parse)/,
    colour: '#8e6bbf',
  },
  { name: 'pg, TypeORM', of: /node_modules\/(?:pg|typeorm|postgres)/, colour: '#3f7fbf' },
  { name: 'BullMQ, ioredis', of: /node_modules\/(?:bullmq|ioredis|redis)/, colour: '#b5413a' },
  { name: 'other libraries', of: /node_modules\//, colour: '#8a9a5b' },
  { name: 'Node.js', of: /^node:|^$/, colour: '#6fae9f' },
];

/**
 * @typedef {object} Bar
 * @property {string} name
 * @property {string} url
 * @property {number} line
 * @property {number} total microseconds, with what it called
 * @property {Map<string, Bar>} called
 */

/** @returns {Bar} */
const bar = (name = '', url = '', line = 0) => ({ name, url, line, total: 0, called: new Map() });

/**
 * What stood on the stack, summed up: equal calls on the same stack are one bar.
 * @param {{ nodes: any[], samples: number[], timeDeltas: number[] }} profile as the inspector writes it
 */
export function sumUp({ nodes, samples, timeDeltas }) {
  const own = new Map();
  for (const [i, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + Math.max(0, timeDeltas[i] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const root = bar('all');
  const holdsProfiler = (/** @type {any} */ node) =>
    node.callFrame.functionName === 'onceWrapper' &&
    (node.children ?? []).some((/** @type {number} */ id) => PROFILER.test(byId.get(id).callFrame.url));
  const add = (/** @type {any} */ node, /** @type {Bar} */ into) => {
    const { functionName, url, lineNumber } = node.callFrame;
    if (functionName === IDLE || holdsProfiler(node)) return 0;
    const key = `${functionName} ${url} ${lineNumber}`;
    const found = into.called.get(key) ?? bar(functionName || (place(url).split('/').pop() ?? ''), url, lineNumber + 1);
    into.called.set(key, found);
    let total = own.get(node.id) ?? 0;
    for (const child of node.children ?? []) total += add(byId.get(child), found);
    found.total += total;
    return total;
  };
  for (const child of nodes[0].children ?? []) root.total += add(byId.get(child), root);
  return root;
}

const escaped = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(1)} %`;
const ownerOf = (/** @type {Bar} */ { url }) => OWNERS.find(({ of }) => of.test(url)) ?? OWNERS[0];
/** file:///…/dist/libs/attempts/src/submit.js → libs/attempts/src/submit */
const place = (/** @type {string} */ url) => url.replace(/^.*\/(?:dist|node_modules)\//, '').replace(/\.js$/, '');

/** @param {Bar} root @param {string} title @returns {string} SVG */
export function draw(root, title) {
  /** @type {string[]} */
  const bars = [];
  let deepest = 0;
  const lay = (/** @type {Bar} */ parent, /** @type {number} */ from, /** @type {number} */ depth) => {
    let x = from;
    for (const child of [...parent.called.values()].sort((a, b) => b.total - a.total)) {
      const share = child.total / root.total;
      if (share < SMALLEST || depth > DEEPEST) break;
      const width = share * WIDTH;
      deepest = Math.max(deepest, depth);
      const where = child.url === '' ? '' : ` — ${place(child.url)}:${child.line}`;
      const letters = Math.floor((width - 6) / 6.2);
      const label = child.name.length > letters ? child.name.slice(0, Math.max(0, letters - 1)) + '…' : child.name;
      bars.push(
        `<g><title>${escaped(`${child.name}${where}: ${percent(share)}`)}</title>` +
          `<rect x="${x.toFixed(1)}" y="${HEAD + depth * ROW}" width="${Math.max(0.5, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${ownerOf(child).colour}"/>` +
          (letters > 2
            ? `<text x="${(x + 3).toFixed(1)}" y="${HEAD + depth * ROW + 12}">${escaped(label)}</text>`
            : '') +
          '</g>',
      );
      lay(child, x, depth + 1);
      x += width;
    }
  };
  lay(root, 0, 0);
  let at = 0;
  const legend = OWNERS.map(({ name, colour }) => {
    const entry = `<rect x="${at}" y="32" width="12" height="12" fill="${colour}"/><text x="${at + 16}" y="42">${name}</text>`;
    at += 34 + name.length * 7;
    return entry;
  });
  const height = HEAD + (deepest + 1) * ROW + 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="11">
<rect width="100%" height="100%" fill="#fffdf8"/>
<text x="0" y="18" font-size="15">${escaped(title)}</text>
${legend.join('')}
${bars.join('\n')}
</svg>
`;
}

/** A picture beside each profile of a folder. @param {string} directory @param {string} title @returns {string[]} their paths */
export function drawAll(directory, title) {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => {
      const root = sumUp(JSON.parse(readFileSync(join(directory, name), 'utf8')));
      const path = join(directory, name.replace(/cpuprofile$/, 'svg'));
      const seconds = (root.total / 1e6).toFixed(1);
      writeFileSync(path, draw(root, `${name.split('-')[0]}, ${title}: ${seconds} s of processor`));
      return path;
    });
}
