import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { askForTurn, EMPTY_BOOK, START_BURST_MS, START_SLACK_MS } from './start-turns.js';
import type { StartAnswer, StartAsk, StartBook, StartPlace } from './start-turns.js';

const NOON = Date.parse('2026-11-20T12:00:00Z');

/** The waiting room of a test: everybody has one place. */
class Room {
  book: StartBook = EMPTY_BOOK;
  places = new Map<string, StartPlace>();
  admitted: { who: string; at: number }[] = [];

  constructor(readonly startsPerSecond: number) {}

  ask(who: string, now: number, more: Partial<StartAsk> = {}): StartAnswer {
    const ask = { now, startsPerSecond: this.startsPerSecond, startKey: who, queueUntil: Infinity, ...more };
    const before = this.places.get(who);
    const { book, place, ...answer } = askForTurn(this.book, before ?? null, ask);
    this.book = book;
    if (place) this.places.set(who, place);
    if (answer.answer === 'in' && before?.startKey !== ask.startKey) this.admitted.push({ who, at: now });
    return answer;
  }
}

describe('turns of starts', () => {
  it.each([
    ['a quiet room', [0], ['in']],
    ['a hall that starts together', [0, 0], ['in', 'in']],
    ['one more than the rate', [0, 0, 0, 0, 0], ['in', 'in', 'in', 500, 1_000]],
    ['room comes back with time', [0, 0, 0, 0, 1_500, 1_500, 1_500], ['in', 'in', 'in', 500, 'in', 'in', 500]],
  ])('%s', (_name, asks, answers) => {
    const room = new Room(2);
    const told = asks.map((after, i) => room.ask(`n${i}`, NOON + after));
    expect(told.map((one) => (one.answer === 'wait' ? one.waitMs : one.answer))).toEqual(answers);
  });

  it('keeps a turn, however often it is asked for, and lets in when it has come', () => {
    const room = new Room(1);
    for (const who of ['a', 'b', 'c']) room.ask(who, NOON);
    expect(room.ask('d', NOON)).toEqual({ answer: 'wait', waitMs: 2_000 });
    for (const after of [0, 100, 500, 1_999])
      expect(room.ask('d', NOON + after)).toEqual({ answer: 'wait', waitMs: 2_000 - after });
    expect(room.ask('d', NOON + 2_000)).toEqual({ answer: 'in' });
  });

  it('lets the start that was let in pass again, and another of the same person as a new one', () => {
    const room = new Room(1);
    room.ask('a', NOON, { startKey: 'first' });
    room.ask('b', NOON);
    expect(room.ask('a', NOON, { startKey: 'first' })).toEqual({ answer: 'in' });
    expect(room.ask('a', NOON, { startKey: 'second' })).toEqual({ answer: 'wait', waitMs: 1_000 });
  });

  it('only says that it is full where nobody may be queued, and changes nothing', () => {
    const room = new Room(1);
    for (const who of ['a', 'b']) room.ask(who, NOON);
    const before = { ...room.book };
    expect(room.ask('c', NOON, { queueUntil: null })).toEqual({ answer: 'full' });
    expect(room.book).toEqual(before);
    expect(room.places.has('c')).toBe(false);
  });

  it('gives no turn at which nothing can be started', () => {
    const room = new Room(1);
    for (const who of ['a', 'b', 'c']) room.ask(who, NOON);
    expect(room.ask('d', NOON, { queueUntil: NOON + 2_000 })).toEqual({ answer: 'late' });
    expect(room.ask('d', NOON, { queueUntil: NOON + 2_001 })).toEqual({ answer: 'wait', waitMs: 2_000 });
  });

  it('spreads those who come late together, each told once when', () => {
    const room = new Room(10);
    const people = Array.from({ length: 100 }, (_, i) => `n${i}`);
    for (const who of people) room.ask(who, NOON);
    const back = NOON + 60_000;
    const waits = people
      .map((who) => room.ask(who, back))
      .flatMap((one) => (one.answer === 'wait' ? [one.waitMs] : []));
    expect(waits.length).toBeGreaterThan(50);
    expect(new Set(waits).size).toBe(waits.length);
    for (const who of people) {
      const told = room.ask(who, back);
      if (told.answer === 'wait') expect(room.ask(who, back + told.waitMs + START_SLACK_MS)).toEqual({ answer: 'in' });
    }
  });
});

const rate = fc.integer({ min: 1, max: 400 });
/** Who asks, and how long after the one before. */
const visits = fc.array(fc.tuple(fc.nat(60), fc.nat(800)), { minLength: 1, maxLength: 300 });

describe('turns of starts, whoever comes whenever', () => {
  it('never let in more than the rate', () => {
    fc.assert(
      fc.property(rate, visits, (startsPerSecond, list) => {
        const room = new Room(startsPerSecond);
        let now = NOON;
        list.forEach(([who, after], i) => {
          now += after;
          // Every third visit is another start of that person, as after a short attempt.
          room.ask(`n${who}`, now, { startKey: `${who}-${i % 3}` });
        });
        const times = room.admitted.map(({ at }) => at);
        for (let from = 0; from < times.length; from++)
          for (let to = from; to < times.length; to++) {
            const most = ((times[to]! - times[from]! + START_BURST_MS + START_SLACK_MS) * startsPerSecond) / 1_000 + 1;
            expect(to - from + 1).toBeLessThanOrEqual(most + 1e-6);
          }
      }),
    );
  });

  it('let everybody who comes back in time in at the first return, in the order of asking', () => {
    fc.assert(
      fc.property(
        rate,
        fc.array(fc.nat(400), { minLength: 1, maxLength: 200 }),
        fc.nat(),
        (startsPerSecond, gaps, lot) => {
          const room = new Room(startsPerSecond);
          const turns: number[] = [];
          const returns: { who: string; at: number }[] = [];
          let now = NOON;
          const comeBack = (upTo: number) => {
            returns.sort((a, b) => a.at - b.at);
            while (returns[0] && returns[0].at <= upTo) {
              const { who, at } = returns.shift()!;
              expect(room.ask(who, at)).toEqual({ answer: 'in' });
            }
          };
          gaps.forEach((gap, i) => {
            now += gap;
            comeBack(now);
            const told = room.ask(`n${i}`, now);
            const waitMs = told.answer === 'wait' ? told.waitMs : 0;
            turns.push(now + waitMs);
            if (told.answer === 'wait')
              returns.push({ who: `n${i}`, at: now + waitMs + ((lot + i * 7_919) % START_SLACK_MS) });
          });
          comeBack(Infinity);
          expect(turns).toEqual([...turns].sort((a, b) => a - b));
          expect(room.admitted).toHaveLength(gaps.length);
        },
      ),
    );
  });

  it('give nobody more for asking more often', () => {
    fc.assert(
      fc.property(rate, visits, fc.array(fc.nat(300)), (startsPerSecond, list, pushy) => {
        const [calm, crowd] = [new Room(startsPerSecond), new Room(startsPerSecond)];
        let now = NOON;
        list.forEach(([who, after], i) => {
          now += after;
          const told = calm.ask(`n${who}`, now);
          expect(crowd.ask(`n${who}`, now)).toEqual(told);
          // Whoever waits asks again at once, as often as they like.
          if (told.answer === 'wait') for (let n = 0; n < (pushy[i] ?? 0) % 4; n++) crowd.ask(`n${who}`, now);
        });
        expect(crowd.admitted).toEqual(calm.admitted);
      }),
    );
  });

  it('block nobody when book and places are lost', () => {
    fc.assert(
      fc.property(rate, visits, (startsPerSecond, list) => {
        const room = new Room(startsPerSecond);
        let now = NOON;
        for (const [who, after] of list) room.ask(`n${who}`, (now += after));
        room.book = EMPTY_BOOK;
        room.places.clear();
        const people = [...new Set(list.map(([who]) => `n${who}`))];
        const first = people.map((who) => room.ask(who, now, { startKey: 'again' }));
        const waits = first.map((told) => (told.answer === 'wait' ? told.waitMs : 0));
        expect(Math.max(...waits)).toBeLessThanOrEqual((people.length * 1_000) / startsPerSecond);
        people.forEach((who, i) => {
          expect(room.ask(who, now + waits[i]!, { startKey: 'again' })).toEqual({ answer: 'in' });
        });
      }),
    );
  });
});
