import { LIMITS } from '../limits.js';
import type { AttemptCells } from './attempt-cells.js';
import { OPEN_STAGES, OPEN_TOTALS, openColumns, toldBy, type OpenChoice, type OpenColumn } from './open-columns.js';

/** Rows that are equal in the file. */
export interface OpenClass {
  /** A value for each column of the file; '' = not told. */
  values: string[];
  rows: number;
  /** Whose rows they are; for whoever checks the file, never in it. */
  persons: number;
}

/** What is published of a contest. `published + suppressed` are all attempts. */
export interface OpenDataCut {
  columns: OpenColumn[];
  /** In the order of their values, so that the order tells nothing. */
  classes: OpenClass[];
  published: number;
  /** Of those published, rows that tell less than the columns could. */
  generalised: number;
  /** Left out: none, everything, or of at least as many people as a class has. */
  suppressed: number;
}

/**
 * Makes the rows coarser until each is told of at least `personsMin` **people** (not attempts), and until no total that the
 * house publishes less the rows of the file is a few people's. It depends on the set of attempts alone, not on their order.
 *
 * A class that is too small goes on to the next of `OPEN_STAGES`; where what is kept back of a total of `OPEN_TOTALS` is of
 * too few people, the smallest class told of it is kept back with it. Both only ever tell less, so it ends.
 *
 * @example cutOpenData(cells, ['unit', 'scoreBand']) tells round, unit and band, and no row of fewer than ten people
 */
export function cutOpenData(cells: AttemptCells, chosen: readonly OpenChoice[], personsMin?: number): OpenDataCut {
  const steps = cutOpenDataInSteps(cells, chosen, personsMin);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, with a pause after each look at all cells (a tenth of a second for a large contest), for who must not stand still. */
export function* cutOpenDataInSteps(
  cells: AttemptCells,
  chosen: readonly OpenChoice[],
  personsMin: number = LIMITS.openDataPersonsMin,
): Generator<undefined, OpenDataCut> {
  const columns = openColumns(chosen);
  const stages = stagesOf(columns);
  const tells = stages.map(toldBy);
  const totals = OPEN_TOTALS.filter((total) => total.every((column) => toldBy(columns).has(column)));
  const groupsAt = stages.map((stage) => once(() => cells.groupsBy(stage)));
  const groupsOf = totals.map((total) => once(() => cells.groupsBy(total)));
  const { starts, persons } = cells.people();
  const count = counter(starts, persons, cells.personEnd);
  /** The step at which each cell is told; one more than the last = not at all. */
  const stageOf = new Uint8Array(cells.cellCount);

  const passOnSmall = (stage: number): void => {
    for (const members of classesAt(stage))
      if (count(members, personsMin) < personsMin) for (const cell of members) stageOf[cell] = stage + 1;
  };

  const keepBack = (total: readonly OpenColumn[], groups: Int32Array): boolean => {
    const isShownAt = tells.map((told) => total.every((column) => told.has(column)));
    const isTold = (cell: number) => isShownAt[stageOf[cell]!] === true;
    let changed = false;
    const told = bucket(cells.cellCount, groups, isTold);
    for (const [group, hidden] of bucket(cells.cellCount, groups, (cell) => !isTold(cell))) {
      const shown = told.get(group);
      if (!shown || count(hidden, personsMin) >= personsMin) continue;
      const smallest = smallestClass(shown);
      const next = isShownAt.findIndex((isShown, stage) => stage > stageOf[smallest[0]!]! && !isShown);
      for (const cell of smallest) stageOf[cell] = next < 0 ? stages.length : next;
      changed = true;
    }
    return changed;
  };

  const smallestClass = (shown: readonly number[]): number[] => {
    const classes = new Map<string, number[]>();
    for (const cell of shown) {
      const stage = stageOf[cell]!;
      const name = `${stage} ${groupsAt[stage]!()[cell]!}`;
      const members = classes.get(name);
      if (members) members.push(cell);
      else classes.set(name, [cell]);
    }
    return [...classes.values()]
      .map((members) => ({ members, persons: count(members), values: valuesOf(members[0]!).join('\n') }))
      .reduce((a, b) => ((b.persons - a.persons || (b.values < a.values ? -1 : 1)) < 0 ? b : a)).members;
  };

  const valuesOf = (cell: number): string[] => {
    const stage = stages[stageOf[cell]!]!;
    return columns.map((column) => (stage.includes(column) ? cells.text(cell, column) : ''));
  };

  for (let changed = true; changed;) {
    for (const stage of stages.keys()) {
      passOnSmall(stage);
      yield;
    }
    changed = false;
    for (const [i, total] of totals.entries()) {
      changed = keepBack(total, groupsOf[i]!()) || changed;
      yield;
    }
  }

  const classes = stages.flatMap((_, stage) =>
    classesAt(stage).map((members) => ({
      values: valuesOf(members[0]!),
      rows: rowsOf(members),
      persons: count(members),
      isFinest: stage === 0,
    })),
  );
  const published = sum(classes);
  return {
    columns,
    classes: classes
      .map(({ values, rows, persons: of }) => ({ values, rows, persons: of }))
      .sort((a, b) => inOrder(a.values, b.values)),
    published,
    generalised: published - sum(classes.filter(({ isFinest }) => isFinest)),
    suppressed: cells.size - published,
  };

  function classesAt(stage: number): number[][] {
    return [...bucket(cells.cellCount, groupsAt[stage]!(), (cell) => stageOf[cell] === stage).values()];
  }

  function rowsOf(members: readonly number[]): number {
    return members.reduce((rows, cell) => rows + starts[cell + 1]! - starts[cell]!, 0);
  }
}

/** The steps for a file of these columns; what was dropped makes some of them equal. */
function stagesOf(columns: readonly OpenColumn[]): OpenColumn[][] {
  const stages = OPEN_STAGES.map((stage) => stage.filter((column) => columns.includes(column)));
  const names = stages.map((stage) => [...stage].sort().join());
  return stages.filter((_, i) => names.indexOf(names[i]!) === i);
}

/** Cells that fulfil a condition, by their group. */
function bucket(cells: number, groups: Int32Array, holds: (cell: number) => boolean): Map<number, number[]> {
  const buckets = new Map<number, number[]>();
  for (let cell = 0; cell < cells; cell += 1) {
    if (!holds(cell)) continue;
    const members = buckets.get(groups[cell]!);
    if (members) members.push(cell);
    else buckets.set(groups[cell]!, [cell]);
  }
  return buckets;
}

/** How many people some cells have; counted no further than `enough`. */
function counter(starts: Int32Array, persons: Int32Array, personEnd: number) {
  const seen = new Int32Array(personEnd);
  let look = 0;
  return (members: readonly number[], enough = Infinity): number => {
    look += 1;
    let found = 0;
    for (const cell of members)
      for (let i = starts[cell]!; i < starts[cell + 1]!; i += 1) {
        if (seen[persons[i]!] === look) continue;
        seen[persons[i]!] = look;
        found += 1;
        if (found >= enough) return found;
      }
    return found;
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const sum = (classes: readonly { rows: number }[]): number => classes.reduce((rows, one) => rows + one.rows, 0);

function inOrder(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}
