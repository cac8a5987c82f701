// Command line options of the launcher's own commands. What is not known is refused: a misspelt --reset must not start.

import { parseArgs } from 'node:util';
import { Refusal } from './say.mjs';

/** @typedef {Record<string, { says: string }>} Known option name (without dashes) -> what it does, for --help */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Known} known every option is a switch
 * @returns {Record<string, boolean>} name -> given
 * @throws {Refusal} naming the unknown option and those there are
 */
export function switches(command, args, known) {
  const options = Object.fromEntries(
    Object.keys(known).map((name) => [name, { type: /** @type {const} */ ('boolean') }]),
  );
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true, allowPositionals: true });
  for (const token of tokens) {
    const isKnown = token.kind === 'option' && Object.hasOwn(known, token.name) && token.value === undefined;
    if (isKnown || token.kind === 'option-terminator') continue;
    const given = args[token.index];
    const list = Object.entries(known).map(([name, { says }]) => `  --${name.padEnd(8)} ${says}`);
    throw new Refusal(`Không hiểu "${given}" sau ${command}. Các lựa chọn:\n${list.join('\n')}`);
  }
  return Object.fromEntries(
    Object.keys(known).map((name) => [name, tokens.some((token) => token.kind === 'option' && token.name === name)]),
  );
}
