import { decidedFor, type Decided } from '../regulations/standings.js';
import { attemptsByPerson, contenders, rankedAudiences } from './boards.js';
import type { Sha256 } from './canonical-json.js';
import type { FrozenInput } from './frozen-input.js';
import type { BoardPlace } from './winner-file.js';

/** A place of the published standings with what pages show beside it. */
export interface OfficialPlace extends Omit<BoardPlace, 'decided'> {
  /** Of the counted attempt; null where units decide nothing. */
  unit: number | null;
  /** In every attempt that counts. */
  fullMarks: boolean;
  durationMs: number;
  attemptCount: number;
  /** By what the place before stands before this one, as this person has it; null for the first and for equals. */
  decided: Decided | null;
  /** By what this place stands before the next one; null for the last and for equals. */
  ahead: Decided | null;
}

/** The standings that `winnersOf` finds in an input, one audience (null: all people) after the other, whole lines. */
export function* officialPlaces(
  input: FrozenInput,
  sha256: Sha256,
): Generator<{ audience: string | null; places: OfficialPlace[] }> {
  const people = attemptsByPerson(input.attempts.rows);
  const { ranking } = input.rules;
  for (const audience of rankedAudiences(input)) {
    const list = contenders(input, people, audience, sha256);
    const places = list.map((one, i) => {
      const { rank, person, score, predictionDistance: distance, unit, fullMarks, durationMs, attemptCount } = one;
      const [before, after] = [list[i - 1], list[i + 1]];
      return {
        ...{ rank, person, score, distance, unit, fullMarks, durationMs, attemptCount },
        decided: before === undefined ? null : decidedFor(one, before, ranking),
        ahead: after === undefined ? null : decidedFor(one, after, ranking),
      };
    });
    yield { audience, places };
  }
}
