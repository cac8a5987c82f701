import { canonicalPieces, type Sha256 } from './canonical-json.js';
import type { Decisions, FrozenInput, TruthValue } from './frozen-input.js';

/**
 * The same input with its lists in the one order in which they are published: attempts, units, truths and what people decided by
 * number or name. What has a meaning in its order (earlier settlements, prizes given, orders of equals) stays.
 */
export function inOrder(input: FrozenInput): FrozenInput {
  const { attempts, units, decisions, truths } = input;
  return {
    ...input,
    truths: truths && { ...truths, values: truths.values.toSorted((a, b) => byText(nameOf(a), nameOf(b))) },
    attempts: { ...attempts, rows: attempts.rows.toSorted((a, b) => a[0] - b[0]) },
    units: units.toSorted((a, b) => a.id - b.id),
    decisions: ordered(decisions),
  };
}

const nameOf = ({ code, audience }: TruthValue): string => JSON.stringify([code, audience]);

function ordered(decisions: Decisions): Decisions {
  const byLine = (a: { line: number | null }, b: { line: number | null }) => (a.line ?? -1) - (b.line ?? -1);
  return {
    ...decisions,
    personsOut: decisions.personsOut.toSorted((a, b) => byText(a.person, b.person) || byLine(a, b)),
    unitsOut: decisions.unitsOut.toSorted((a, b) => a.unit - b.unit || byLine(a, b)),
  };
}

/** The hash by which an input is known: of its canonical JSON, which is what is published. Of an input in its order. */
export function inputHash(input: FrozenInput, sha256: Sha256): string {
  return sha256(canonicalPieces(input));
}

export const byText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
