// What a person of the replay ticks: the script decides who is perfect.

/** How many answers are wrong in an attempt that is not perfect: 1, 2, 3 … of fifteen. */
const WRONG = [0.34, 0.22, 0.14, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01, 0.01, 0.01];

/**
 * What the person ticks: everything right, or a few answers wrong or missing.
 * @returns {{ changes: { position: number, options: number[] }[], right: number }} right: how many earn their point
 */
export function chooseAnswers(questions, keyOf, isPerfect, random) {
  const wrong = new Set();
  const wrongCount = isPerfect ? 0 : random.pick(WRONG) + 1;
  while (wrong.size < wrongCount) wrong.add(random.below(questions.length));
  const changes = questions.map((question, i) => {
    const key = keyOf(question);
    return { position: question.position, options: wrong.has(i) ? wrongChoice(question, key, random) : key };
  });
  return { changes: changes.filter(({ options }) => options.length > 0), right: questions.length - wrongCount };
}

/** One wrong option, part of the right ones, or nothing. */
function wrongChoice({ options }, key, random) {
  if (random.chance(0.1)) return [];
  if (key.length > 1 && random.chance(0.5)) return key.slice(1);
  const others = options.map((_, i) => i + 1).filter((n) => !key.includes(n));
  return others.length === 0 ? [] : [others[random.below(others.length)]];
}

/** @template T @param {T[]} list @param {number} parts @returns {T[][]} */
export function split(list, parts) {
  const size = Math.max(1, Math.ceil(list.length / parts));
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
