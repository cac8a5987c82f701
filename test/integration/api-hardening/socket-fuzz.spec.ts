import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { WebSocket } from 'undici';
import { startStack, type Stack } from '../../../scripts/stack.mjs';

/** A front door as a process of its own: one that dies is seen to have died. */
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ apis: 1, workers: 0, prepare: 'empty' });
}, 90_000);
afterAll(async () => {
  await stack?.stop();
}, 30_000);

/** The same numbers each run. */
let seed = 20_261_122;
const below = (limit: number): number => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return seed % limit;
};

/** Lawful packets, and those that broke a parser once. */
const PACKETS = [
  '40',
  '2',
  '3',
  '41',
  '42["watch",{"room":"contest-1"}]',
  '421["watch",{"room":"round-1-1"}]',
  '42["unwatch",null]',
  '451-["watch",{"_placeholder":true,"num":0}]',
  '451-["watch",{"_placeholder":true,"num":10}]',
  '4599999999999-["watch"]',
  '45-["watch"]',
  '42[{"toString":"foo"}]',
  '42["__proto__","x"]',
  '42["connect"]',
  '42["disconnect"]',
  '42["error","x"]',
  '42["newListener"]',
  '42["watch",{"room":{"toString":null}}]',
  '42["watch",{"__proto__":{"room":"contest-1"}}]',
  '429999999999999999999["watch"]',
  '43-1[]',
  '40/admin,',
  `40${'{"a":'.repeat(100)}`,
  `42["watch",${'['.repeat(400)}`,
  'b',
  'bAQID',
  '\u0000',
  '',
];

function malformed(): string | Uint8Array {
  const packet = PACKETS[below(PACKETS.length)]!;
  const at = below(packet.length + 1);
  const odd = String.fromCharCode(below(3) === 0 ? below(0xd800) : below(128));
  switch (below(6)) {
    case 0:
      return packet.slice(0, at);
    case 1:
      return packet.slice(0, at) + odd + packet.slice(at);
    case 2:
      return packet + PACKETS[below(PACKETS.length)]!;
    case 3:
      return Uint8Array.from({ length: below(64) }, () => below(256));
    case 4:
      return packet.repeat(1 + below(40));
    default:
      return packet;
  }
}

/** One connection that sends all it has, whatever it is told. @returns whether it was let in */
function send(packets: (string | Uint8Array)[]): Promise<boolean> {
  const socket = new WebSocket(`${stack.urls[0]!.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  return new Promise((resolve) => {
    let isOpen = false;
    socket.addEventListener('open', () => {
      isOpen = true;
      socket.send('40');
      for (const packet of packets) socket.send(packet);
      setTimeout(() => socket.close(), 20);
    });
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', () => resolve(isOpen));
  });
}

async function isWell(): Promise<boolean> {
  const live = await fetch(`${stack.urls[0]}/api/health/live`);
  const socket = io(stack.urls[0]!, { transports: ['websocket'], forceNew: true, reconnection: false });
  try {
    const answer: unknown = await socket.timeout(10_000).emitWithAck('watch', { room: 'contest-1' });
    return live.status === 200 && (answer as { ok: boolean }).ok;
  } finally {
    socket.disconnect();
  }
}

describe('the sockets', () => {
  it('live through 10,000 malformed packets, and serve the next page', async () => {
    expect(await isWell()).toBe(true);
    let open = 0;
    // A connection is cut at its first bad packet, so most of them get a connection with few others.
    for (let round = 0; round < 100; round++) {
      const lots = Array.from({ length: 20 }, () => Array.from({ length: 5 }, malformed));
      open += (await Promise.all(lots.map(send))).filter(Boolean).length;
    }
    expect(open).toBe(2_000);
    expect(await isWell()).toBe(true);
  }, 180_000);

  it('live through bodies that are no packets, by polling', async () => {
    const address = `${stack.urls[0]}/socket.io/?EIO=4&transport=polling`;
    for (let i = 0; i < 200; i++) {
      const greeting = await (await fetch(address)).text();
      const { sid } = JSON.parse(greeting.slice(1)) as { sid: string };
      const body = malformed();
      const type = below(2) === 0 ? 'text/plain' : 'application/octet-stream';
      const reply = await fetch(`${address}&sid=${sid}`, { method: 'POST', headers: { 'content-type': type }, body });
      expect(reply.status).toBeLessThan(500);
    }
    const large = await fetch(`${address}`, { method: 'POST', body: 'x'.repeat(1_000_000) }).catch(() => null);
    expect(large?.status ?? 400).toBeGreaterThanOrEqual(400);
    for (const odd of ['sid=__proto__', 'sid=constructor', 'EIO=3', 'transport=__proto__', 'sid=%00', 'j=0', 'b64=1'])
      expect((await fetch(`${address}&${odd}`)).status).toBeLessThan(500);
    expect(await isWell()).toBe(true);
  });
});
