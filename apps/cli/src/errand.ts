import { parseArgs, type ParseArgsConfig } from 'node:util';

/** One thing the command line does. */
export interface Errand {
  /** Arguments and options with their meaning, in Vietnamese, for `--help`. */
  usage: string;
  /** @returns the exit code: 0 done, 1 refused or found something wrong, 2 wrongly called */
  run(args: string[]): Promise<number>;
}

/** Something the person has to change; printed without a stack. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** Reads the arguments of an errand. @throws Refusal (exit 2) for an option or argument that it does not know */
export function readArgs<T extends ParseArgsConfig>(config: T, args: string[]) {
  try {
    return parseArgs<T>({ ...config, args });
  } catch (error) {
    throw new Refusal(`Lựa chọn chưa đúng: ${(error as Error).message}`, 2);
  }
}

/** One line of progress. stdout is for the result alone. */
export function say(line: string): void {
  process.stderr.write(`${shown(line)}\n`);
}

/** One line of the result. */
export function print(line: string): void {
  process.stdout.write(`${shown(line)}\n`);
}

/**
 * Text of a file as a terminal may get it: signs that move the cursor, colour, rename the window or turn the reading
 * direction are written out, so that a list cannot make the terminal say what the errand did not.
 *
 * @example shown('a\x1b[2Jb') // 'a\\u001b[2Jb'
 */
export function shown(text: string): string {
  return text.replace(
    /(?![\n\t])[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Does a step and says how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  say(`${name} (${((performance.now() - from) / 1000).toFixed(1).replace('.', ',')} giây)`);
  return result;
}
