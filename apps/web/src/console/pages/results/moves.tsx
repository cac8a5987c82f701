import { useLanguage } from '../../language.js';
import { nameOf, type PrizeLine, type Settlement } from './settlement.js';

type Change = Settlement['changes']['gained'][number];

/** Who moves in and who moves out, each with why; that nobody does is said too. */
export function Moves({
  changes: { gained, lost },
  prizes,
}: {
  changes: { gained: readonly Change[]; lost: readonly Change[] };
  prizes: readonly PrizeLine[];
}) {
  const { t, f } = useLanguage();
  const title = (line: number) => prizes.find((prize) => prize.line === line)?.title ?? '';
  const key = ({ line, person, contestUnitId }: Change) => `${line} ${person?.person ?? contestUnitId}`;
  const whyOut = ({ person, rank, passed }: Change): string | null => {
    if (passed)
      return (passed.out ? t.settlements.outReasons[passed.out] : t.settlements.passedWhy[passed.reason]) ?? null;
    if (rank !== null) return t.settlements.nowRank(f.count(rank));
    return person ? t.settlements.offBoard : null;
  };
  const whyIn = ({ rank, movedUp }: Change): string | null => {
    const why = [rank !== null && t.settlements.nowRank(f.count(rank)), movedUp > 0 && t.settlements.movedUp];
    return why.filter(Boolean).join(', ') || null;
  };
  if (gained.length + lost.length === 0) return <p>{t.settlements.movesNone}</p>;
  return (
    <ul>
      {lost.map((one) => (
        <li key={key(one)}>
          {t.settlements.lost(nameOf(one), title(one.line))} <Why words={whyOut(one)} />
        </li>
      ))}
      {gained.map((one) => (
        <li key={key(one)}>
          {t.settlements.gained(nameOf(one), one.person?.unitName ?? '', title(one.line))} <Why words={whyIn(one)} />
        </li>
      ))}
    </ul>
  );
}

const Why = ({ words }: { words: string | null }) => words && <span className="soft">({words})</span>;
