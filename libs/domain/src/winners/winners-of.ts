import { compareRankables, type RankingRule } from '../ranking.js';
import { canonicalPieces, type Sha256 } from './canonical-json.js';
import { attemptsByPerson, boardOf, contenders, rankedAudiences, type Contender } from './boards.js';
import { FROZEN_INPUT_FORMAT, type FrozenInput, type TruthValue } from './frozen-input.js';
import { inOrder, inputHash, byText } from './in-order.js';
import { commitmentOf, lotText } from './lot.js';
import { Prizes } from './prizes.js';
import { truthValues } from './truths.js';
import { unitResults, unitSums } from './unit-facts.js';
import {
  WINNER_FILE_FORMAT,
  type Award,
  type Board,
  type Draw,
  type PassedOver,
  type WinnerFile,
} from './winner-file.js';

/**
 * The results of a field from its frozen input, by the rules in it and nothing else. The order of the lists that are sorted
 * in a published input (`inOrder`) changes nothing.
 *
 * - **Standings**: each audience by itself as `standings` ranks it, with the lot where it is drawn.
 * - **Prizes to people** in the order of their lines. Lines by rank of one audience go down one board, each person having
 *   one turn; equals come together. At their turn pass who has a prize already (where the rules give one to a person: of
 *   this settlement, and under 'contest' of every earlier one), who has not full marks where only those win, whose unit
 *   has its number of winners, and who is out by decision. For who is out the next in line moves up, or under 'not_given'
 *   the prize stays without anybody.
 * - **Equals** get their prizes when all of them fit into the line. Otherwise the tie stays open until the lot is drawn or
 *   people say an order, and the prizes that hang on it are not given yet.
 * - **Special prizes** for the youngest, the oldest, the minority and for most first prizes go to people who have a prize
 *   within the field; they come on top. What a jury or referrals decide is a prize like others.
 * - **Prizes to units** by the unit ranking (of the block that the line is for, of all without one), by people taking part,
 *   by first prizes, or as people decide. Only invited units get them.
 *
 * @throws RangeError when the input contradicts itself: another format, a seed that is not the committed one, truths that
 *   its own rows do not give
 */
export function winnersOf(given: FrozenInput, sha256: Sha256): WinnerFile {
  const input = inOrder(given);
  refuseContradictions(input, sha256);
  const people = attemptsByPerson(input.attempts.rows);
  const boards = new Map(
    rankedAudiences(input).map((audience) => [audience, contenders(input, people, audience, sha256)]),
  );
  const prizes = new Prizes(input, boards, people);
  prizes.toPersons();
  const sums = unitSums(input, people, prizes.winnersByUnit());
  prizes.toUnits(sums);
  const { awards, passedOver, notGiven, ties } = prizes.outcome;
  const { contest, field, ruleRevision, frozenAt } = input;
  const file: Omit<WinnerFile, 'hash'> = {
    ...{ format: WINNER_FILE_FORMAT, contest, field, ruleRevision, frozenAt },
    inputHash: inputHash(input, sha256),
    isFinal: ties.length === 0,
    boards: [...boards].map(([audience, list]): Board => boardOf(input, audience, list)),
    units: unitResults(input, sums),
    awards: awards.sort((a, b) => a.line - b.line || a.place - b.place),
    passedOver: passedOver.sort(byTurn),
    notGiven: notGiven.sort((a, b) => a.line - b.line || byText(a.reason, b.reason)),
    ties,
    draws: [...boards].flatMap(([audience, list]) => drawsOf(input, audience, list, awards)),
  };
  return { ...file, hash: winnerHash(file, sha256) };
}

/** The hash that a winner file has in it: of everything else. */
export function winnerHash(file: Omit<WinnerFile, 'hash'>, sha256: Sha256): string {
  return sha256(canonicalPieces({ ...file, hash: undefined }));
}

function refuseContradictions({ format, lot, truths, rules, field, attempts }: FrozenInput, sha256: Sha256): void {
  if (format !== FROZEN_INPUT_FORMAT) throw new RangeError(`an input of another format: ${String(format)}`);
  if (lot && lot.seed !== null && commitmentOf(lot.seed, sha256) !== lot.commitment)
    throw new RangeError('the seed of the lot is not the one that was committed to');
  const counted = truthValues(rules, field, attempts.rows);
  const names = (values: readonly TruthValue[]) =>
    values.map(({ code, audience, value }) => JSON.stringify([code, audience, value])).sort();
  if (String(names(counted)) !== String(names(truths?.values ?? [])))
    throw new RangeError('the truths of the prediction are not what the rows give');
}

const byTurn = (a: PassedOver, b: PassedOver): number =>
  a.line - b.line ||
  (a.rank ?? 0) - (b.rank ?? 0) ||
  byText(a.person ?? '', b.person ?? '') ||
  (a.unit ?? 0) - (b.unit ?? 0);

/** The equals of a board whom the lot told apart and of whom somebody got a prize by rank. */
function drawsOf(
  { rules: { ranking, prizes } }: FrozenInput,
  audience: string | null,
  list: readonly Contender[],
  awards: readonly Award[],
): Draw[] {
  const withoutLot: RankingRule = { ...ranking, criteria: ranking.criteria.filter((one) => one !== 'lot') };
  const areEqual = (a: Contender, b: Contender) => compareRankables(a, b, withoutLot) === 0;
  const winners = new Set(
    awards.flatMap(({ by, line, person }) =>
      by === 'rank' && person !== null && prizes.list[line]!.audience === audience ? person : [],
    ),
  );
  const draws: Draw[] = [];
  let left = winners.size;
  for (let from = 0; from < list.length && left > 0;) {
    let to = from + 1;
    while (to < list.length && areEqual(list[from]!, list[to]!)) to += 1;
    const won = list.slice(from, to).map(({ person }) => winners.has(person));
    left -= won.filter(Boolean).length;
    if (to - from > 1 && won.includes(true) && list[from]!.lot !== null) {
      const lots = list.slice(from, from + won.lastIndexOf(true) + 1);
      draws.push({
        audience,
        rank: from + 1,
        among: to - from,
        lots: lots.map(({ person, lot }) => ({ person, number: lotText(lot!) })),
      });
    }
    from = to;
  }
  return draws;
}
