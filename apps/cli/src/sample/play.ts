import {
  deadlineOf,
  drawPaper,
  elapsedMs,
  gradePaper,
  paperShape,
  pointsFor,
  receiptNumber,
  toCanonicalMask,
  toShownMask,
  type ItemPool,
  type PaperGrade,
  type Random,
  type RoundRules,
} from '#domain';
import type { KeyedItem } from './bank-keys.js';

/** A round in which sample people take part. */
export interface PlayedRound {
  id: number;
  opensAt: number;
  closesAt: number;
  rules: RoundRules;
  pool: ItemPool;
  items: ReadonlyMap<number, KeyedItem>;
}

/** One sample attempt: everything that the rows of attempt, answers and grade hold. Instants in epoch ms. */
export interface PlayedAttempt {
  roundId: number;
  seed: string;
  items: number[];
  itemIds: number[];
  orders: number[];
  shape: string;
  startedAt: number;
  deadlineAt: number;
  submittedAt: number;
  closedBy: 'participant' | 'deadline';
  elapsedMs: number;
  prediction: number | null;
  receiptNumber: string;
  /** By position, over the options as shown. */
  choices: number[];
  keyRevisions: number[];
  grade: PaperGrade;
}

/** One attempt in thirty is left lying and closed at its deadline. */
const ABANDONED_ONE_IN = 30;

/**
 * Plays one attempt as a person of some skill would: draws a paper by the seed, answers it, submits within the time, and is
 * marked by the rules of the round.
 *
 * @param wish.skill chance of an easy item, 0 … 1; each level above takes a twentieth off
 * @param wish.perfect everything right; otherwise at least one item is wrong
 * @param wish.startedAt early enough that the attempt ends before the round does
 */
export function playAttempt(wish: {
  round: PlayedRound;
  seed: string;
  seen: ReadonlySet<number>;
  skill: number;
  perfect: boolean;
  startedAt: number;
  random: Random;
}): PlayedAttempt {
  const { round, seed, random, perfect, startedAt } = wish;
  const { rules, pool } = round;
  const paper = drawPaper({ pool, rules: rules.paper, seed, seen: wish.seen });
  const items = paper.items.map((id) => round.items.get(id)!);
  const deadlineAt = deadlineOf({ startedAt, timing: rules.timing, closesAt: round.closesAt, extraTimePercent: 0 });
  const abandoned = !perfect && random.int(ABANDONED_ONE_IN) === 0;
  const submittedAt = abandoned ? deadlineAt : startedAt + workingTime(deadlineAt - startedAt, random);
  const answered = abandoned ? random.int(items.length) : items.length;
  const wrongAt = perfect ? -1 : random.int(items.length);
  const canonical = items.map((item, i) => {
    if (i >= answered) return 0;
    const isRight = i !== wrongAt && (perfect || random.next() < wish.skill - 0.05 * (item.level - 1));
    return isRight ? item.keyMask : wrongChoice(item, random);
  });
  const choices = canonical.map((mask, i) => toShownMask(mask, paper.orders[i]!, items[i]!.optionCount));
  return {
    roundId: round.id,
    seed,
    ...paper,
    shape: paperShape(items),
    startedAt,
    deadlineAt,
    submittedAt,
    closedBy: abandoned ? 'deadline' : 'participant',
    elapsedMs: elapsedMs({ startedAt, endedAt: submittedAt, deadlineAt }),
    prediction: rules.prediction === null || abandoned ? null : guess(random),
    receiptNumber: receiptNumber(Uint8Array.from({ length: 7 }, () => random.int(256))),
    choices,
    keyRevisions: items.map(({ keyRevision }) => keyRevision),
    grade: mark(items, choices, paper.orders, rules),
  };
}

/** Marks what was chosen on the screen, the same way as every attempt is marked. */
function mark(items: KeyedItem[], choices: number[], orders: number[], rules: RoundRules): PaperGrade {
  const positions = items.map((item, i) => ({
    ...item,
    chosenMask: toCanonicalMask(choices[i]!, orders[i]!, item.optionCount),
    pointsMilli: pointsFor(rules.scoring, item.topic),
  }));
  return gradePaper({ positions, scoring: rules.scoring });
}

/** Four to sixteen minutes of twenty, most of them near the middle. */
function workingTime(allowedMs: number, random: Random): number {
  return Math.floor(allowedMs * (0.2 + 0.3 * (random.next() + random.next())));
}

/** Some options that are not the key: one of a single choice, one too few or another one of several. */
function wrongChoice({ kind, keyMask, optionCount }: KeyedItem, random: Random): number {
  if (kind === 'multiple') return keyMask & (keyMask - 1);
  const wrong = Array.from({ length: optionCount }, (_, i) => 1 << i).filter((bit) => (keyMask & bit) === 0);
  return wrong[random.int(wrong.length)]!;
}

/** People guess round about a thousand, some far off. */
function guess(random: Random): number {
  return Math.round(1000 * 2 ** (4 * (random.next() - 0.5)) + random.int(100));
}
