import { readFileSync } from 'node:fs';
import { Refusal } from './errand.js';

/** Text of the one file that an errand is given. @throws Refusal when it is not named or cannot be read */
export function readInput(positionals: readonly string[]): string {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new Refusal('Phải nêu đúng một tệp.', 2);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Refusal(`Không đọc được tệp ${path}: ${(error as Error).message}`);
  }
}
