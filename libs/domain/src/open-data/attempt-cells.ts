import { OPEN_COLUMNS, openValues, type OpenAttempt, type OpenColumn } from './open-columns.js';

/** Values of one column by number. */
class Values {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }
}

/** Room for the values of a column in the number of a pair: more units than a country has. */
const WIDTH = 2 ** 20;

/**
 * Attempts gathered as numbers, one at a time: a few bytes each, so that millions fit where their rows would not. Attempts
 * whose finest rows are equal are one *cell*, and share their fate.
 */
export class AttemptCells {
  private readonly values = OPEN_COLUMNS.map(() => new Values());
  private readonly steps = OPEN_COLUMNS.map(() => new Map<number, number>());
  /** By column, the number of the value of each cell. */
  private readonly codes: number[][] = OPEN_COLUMNS.map(() => []);
  private readonly cellOf: number[] = [];
  private readonly personOf: number[] = [];
  private persons = 0;
  private cells = 0;

  /** @param person any whole number from 0, the same for all attempts of a person, without great gaps */
  add(person: number, attempt: OpenAttempt): void {
    const codes = openValues(attempt).map((text, column) => this.values[column]!.numberOf(text));
    const cell = codes.reduce((before, code, column) => {
      const step = this.steps[column]!;
      const pair = before * WIDTH + code;
      let next = step.get(pair);
      if (next === undefined) {
        next = step.size;
        step.set(pair, next);
      }
      return next;
    }, 0);
    if (cell === this.cells) {
      this.cells += 1;
      codes.forEach((code, column) => this.codes[column]!.push(code));
    }
    this.cellOf.push(cell);
    this.personOf.push(person);
    this.persons = Math.max(this.persons, person + 1);
  }

  get size(): number {
    return this.cellOf.length;
  }

  get cellCount(): number {
    return this.cells;
  }

  /** Above every number of a person. */
  get personEnd(): number {
    return this.persons;
  }

  /** The value of a column in a cell. */
  text(cell: number, column: OpenColumn): string {
    const at = OPEN_COLUMNS.indexOf(column);
    return this.values[at]!.texts[this.codes[at]![cell]!]!;
  }

  /** The people of every cell, one after another: those of cell c from `starts[c]` to before `starts[c + 1]`, one for each attempt. */
  people(): { starts: Int32Array; persons: Int32Array } {
    const starts = new Int32Array(this.cells + 1);
    for (const cell of this.cellOf) starts[cell + 1]! += 1;
    for (let cell = 0; cell < this.cells; cell += 1) starts[cell + 1]! += starts[cell]!;
    const next = starts.slice();
    const persons = new Int32Array(this.size);
    this.cellOf.forEach((cell, i) => {
      persons[next[cell]!] = this.personOf[i]!;
      next[cell]! += 1;
    });
    return { starts, persons };
  }

  /** Numbers the cells so that those have one number that are equal in these columns. */
  groupsBy(columns: readonly OpenColumn[]): Int32Array {
    let groups = new Int32Array(this.cells);
    for (const column of columns) {
      const codes = this.codes[OPEN_COLUMNS.indexOf(column)]!;
      const numbers = new Map<number, number>();
      groups = groups.map((before, cell) => {
        const pair = before * WIDTH + codes[cell]!;
        let number = numbers.get(pair);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(pair, number);
        }
        return number;
      });
    }
    return groups;
  }
}
