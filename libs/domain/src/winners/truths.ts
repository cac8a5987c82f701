import { isRoundIn, truthName, type Field, type GuessRule } from '../regulations/standings.js';
import { RULE_WORDS } from '../regulations/rule-words.js';
import type { AttemptRow, DecidingRules, TruthValue } from './frozen-input.js';

/** Any audience and round to the name of the truth that its guesses are about, without making the name again each time. */
export function truthNames(rules: DecidingRules): (round: string, audience: string | null) => string {
  const known = new Map<string, Map<string | null, string>>();
  return (round, audience) => {
    let names = known.get(round);
    if (!names) known.set(round, (names = new Map()));
    let name = names.get(audience);
    if (name === undefined) names.set(audience, (name = truthName(rules, { round, audience })));
    return name;
  };
}

/**
 * What the predictions of a field are measured against, counted over valid attempts: one number for each part (round, phase
 * or contest, and audience) that an attempt of the field belongs to. Empty where nothing is predicted.
 *
 * @param rows the valid attempts of all rounds that the truth is counted in (`roundsNeeded`)
 */
export function truthValues(
  rules: DecidingRules,
  field: Pick<Field, 'of' | 'code'>,
  rows: readonly AttemptRow[],
): TruthValue[] {
  const { prediction, calendar } = rules;
  if (prediction === null) return [];
  const rounds = new Set(calendar.rounds.filter((round) => isRoundIn(round, field)).map(({ code }) => code));
  const nameOf = truthNames(rules);
  const parts = new Map<string, { attempts: number; persons: Set<string>; isOfField: boolean }>();
  for (const [, person, round, audience, , , , , , fullMarks] of rows) {
    const name = nameOf(round, audience);
    let part = parts.get(name);
    if (!part) parts.set(name, (part = { attempts: 0, persons: new Set(), isOfField: false }));
    part.attempts += 1;
    part.isOfField ||= rounds.has(round);
    if (prediction.subject !== 'attempts' && (fullMarks || prediction.subject === 'persons_taking_part'))
      part.persons.add(person);
  }
  return [...parts].flatMap(([name, { attempts, persons, isOfField }]) => {
    if (!isOfField) return [];
    const [code, audience] = JSON.parse(name) as [string | null, string | null];
    return [{ code, audience, value: prediction.subject === 'attempts' ? attempts : persons.size }];
  });
}

/** What is counted, in words: 'Số người dự thi của đợt thi, tính trên các bài hợp lệ khi chốt.' */
export function truthDefinition({ subject, of, among }: GuessRule): string {
  const words = RULE_WORDS['prediction.subject'][subject];
  const once = subject === 'attempts' ? '' : ', mỗi người tính một lần';
  const own = among === 'own_audience' ? ', riêng từng nhóm đối tượng' : '';
  const field = RULE_WORDS['prediction.of'][of];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} của ${field}${own}${once}, tính trên các bài hợp lệ khi chốt.`;
}
