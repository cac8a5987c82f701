import type { FrozenInput, WinnerFile } from '#domain';

const ON_TOP = ['youngest', 'oldest', 'minority', 'most_first_prizes'];

/** What the rules promise of prizes and a winner file does not keep, as sentences; empty when it keeps everything. */
export function brokenPromises(input: FrozenInput, file: WinnerFile): string[] {
  const { prizes } = input.rules;
  const broken: string[] = [];
  const must = (isKept: boolean, sentence: string) => void (isKept || broken.push(sentence));
  for (const [line, { of, quota, to, by, block }] of prizes.list.entries()) {
    const own = file.awards.filter((award) => award.line === line);
    const missing = file.notGiven.filter((one) => one.line === line).reduce((sum, { count }) => sum + count, 0);
    must(own.length + missing === (of === input.field.of ? quota : 0), `line ${line}: ${own.length} + ${missing}`);
    must(new Set(own.map(({ place }) => place)).size === own.length, `line ${line}: a place twice`);
    for (const award of own) {
      must(award.place >= 1 && award.place <= quota && award.by === by, `line ${line}: place ${award.place}`);
      must((to === 'person') === (award.person !== null), `line ${line}: given to another kind`);
      const unit = input.units.find(({ id }) => id === award.unit);
      const isDecided = ['jury', 'minority', 'referral'].includes(by);
      if (to === 'unit' && !isDecided)
        must(unit!.invited && (block === null || unit!.block === block), `line ${line}: unit ${award.unit}`);
    }
  }
  const taken = file.awards.filter(({ person, by }) => person !== null && !ON_TOP.includes(by));
  const before = prizes.onePerPerson === 'contest' ? input.earlier.flatMap(({ awards }) => awards) : [];
  const holders = [...taken, ...before].map(({ person }) => person);
  if (prizes.onePerPerson !== null)
    for (const { person } of taken)
      must(holders.filter((one) => one === person).length === 1, `${person} has two prizes`);
  for (const { id } of prizes.perUnitMax === null ? [] : input.units) {
    const winners = new Set(taken.filter(({ unit }) => unit === id).map(({ person }) => person));
    must(winners.size <= prizes.perUnitMax!, `${winners.size} winners of unit ${id}`);
  }
  for (const { person, line, out } of file.passedOver.filter(({ reason }) => reason === 'out'))
    must(
      person === null ||
        input.decisions.personsOut.some(
          (one) => one.person === person && one.reason === out && (one.line ?? line) === line,
        ),
      `${person} is out by no decision`,
    );
  for (const { audience, places } of file.boards) {
    const isOfBoard = ({ line }: { line: number }) => {
      const plan = prizes.list[line]!;
      return plan.to === 'person' && plan.by === 'rank' && plan.audience === audience;
    };
    const winners = new Set(file.awards.filter(isOfBoard).map(({ person }) => person));
    const named = new Set([
      ...winners,
      ...file.passedOver.filter(isOfBoard).map(({ person }) => person),
      ...file.ties.flatMap(({ persons }) => persons),
    ]);
    const last = places.findLastIndex(({ person }) => winners.has(person));
    for (const { person, rank } of places.slice(0, last + 1))
      must(named.has(person) || rank === places[last]!.rank, `${person} stands before a winner and is not named`);
  }
  must(file.isFinal === (file.ties.length === 0), 'final with an open tie');
  return broken;
}
