import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { clone } from './scripts.js';

// How the load tool makes a picture of a CPU profile.

interface Bar {
  name: string;
  total: number;
  called: Map<string, Bar>;
}
const { sumUp, draw } = (await import(join(clone, 'test/load/flame-graph.mjs'))) as {
  sumUp: (profile: object) => Bar;
  draw: (root: Bar, title: string) => string;
};

const frame = (functionName: string, url = '', lineNumber = 0) => ({ functionName, url, lineNumber });
const room = 'file:///srv/dist/libs/attempts/src/submit.js';

/** Ten samples of a millisecond: two idle, one of the profiler itself, three in submit, four in write that submit called. */
const profile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 6] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('submit', room, 41), children: [4, 5] },
    { id: 4, callFrame: frame('write', 'node:net') },
    { id: 5, callFrame: frame('', 'file:///srv/node_modules/pg/lib/client<1>.js', 8) },
    { id: 6, callFrame: frame('onceWrapper', 'node:events'), children: [7] },
    { id: 7, callFrame: frame('', 'file:///srv/test/load/cpu-profile.mjs') },
  ],
  samples: [2, 2, 3, 3, 3, 4, 4, 4, 5, 7],
  timeDeltas: Array.from({ length: 10 }, () => 1000),
};

it('sums up what stood on the stack while there was work, and leaves out the profiler', () => {
  const root = sumUp(profile);
  expect(root.total).toBe(7000);
  const [submit] = [...root.called.values()];
  expect(submit).toMatchObject({ name: 'submit', url: room, line: 42, total: 7000 });
  expect([...submit!.called.values()].map(({ name, total }) => [name, total])).toEqual([
    ['write', 3000],
    ['client<1>', 1000],
  ]);
});

it('draws a bar as wide as its share, and nothing that a browser would take for markup', () => {
  const svg = draw(sumUp(profile), 'api & worker');
  expect(svg).toContain('api &amp; worker');
  expect(svg).toContain('submit — libs/attempts/src/submit:42: 100.0 %');
  expect(svg).toContain('write — node:net:1: 42.9 %');
  expect(svg).toContain('client&lt;1&gt; — pg/lib/client&lt;1&gt;:9: 14.3 %');
  expect(svg).not.toMatch(/<1>|<script/);
});
