import { checkRegulations, type Regulations } from '#domain';
import { print, Refusal, say } from './errand.js';
import { readInput } from './read-input.js';

/**
 * The regulations in the one file that an errand is given; null when they are at fault, and then every fault is printed.
 * @throws Refusal when the file cannot be read or is no JSON
 */
export function readRegulations(positionals: readonly string[]): Regulations | null {
  const { regulations, faults } = checkRegulations(parse(readInput(positionals)));
  for (const { path, code, message } of faults) print(`${path === '' ? '(cả tệp)' : path}: ${message} [${code}]`);
  if (faults.length > 0) say(`${faults.length} lỗi.`);
  return regulations;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.normalize('NFC')) as unknown;
  } catch (error) {
    throw new Refusal(`Tệp không phải JSON: ${(error as Error).message}`);
  }
}
