import { useState } from 'react';
import { Link } from 'react-router';
import { post, randomKey } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { RowMenu } from '../../ui/row-menu.js';
import { useToast } from '../../ui/toast.js';
import { GiveDialog } from './give-dialog.js';
import { OutDialog } from './out-dialog.js';
import { nameOf, renewAll, type PrizeLine, type Settlement, type Winner } from './settlement.js';

const TAGS = { not_asked: 'tag tag-quiet', asked: 'tag tag-warn', given: 'tag', confirmed: 'tag tag-good' } as const;
/** Prizes that people award, where the board says nothing. */
const BY_PEOPLE = ['minority', 'jury', 'referral'];

/** Who wins what and why, how far the papers are looked at, and what can be decided about it. */
export function Awards({ settlement }: { settlement: Settlement }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [out, setOut] = useState<{ prize: PrizeLine; winner: Winner } | null>(null);
  const [given, setGiven] = useState<PrizeLine | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const { mayRun, state, prizes, papersWanted } = settlement;
  const mayDecide = mayRun && (state === 'computed' || state === 'published');
  const confirm = async (winner: Winner) => {
    setError(null);
    const decision = {
      ...{ id: randomKey(), kind: 'confirmed' as const, line: null, outReason: null, contestUnitIds: [] },
      ...{ numbers: [winner.person!.number], reason: t.settlements.kinds.confirmed },
    };
    const path = { slug, settlementId: settlement.id };
    const body = { version: settlement.version, decisions: [decision] };
    await post('/api/contests/{slug}/settlements/{settlementId}/decisions', body, { path });
    await renewAll();
    say(t.settlements.confirmed(nameOf(winner)));
  };
  return (
    <section className="card" aria-labelledby="dat-giai">
      <div className="head">
        <h2 id="dat-giai">{t.settlements.awards}</h2>
        <Link to={{ pathname: '/so-dinh-danh', search: `?cuoc-thi=${slug}` }}>{t.settlements.askPapers}</Link>
      </div>
      {papersWanted.length > 0 && <p className="hint">{t.settlements.papersWanted(papersWanted.join(', '))}</p>}
      {prizes.length === 0 && <p>{t.settlements.awardsNone}</p>}
      {error && <ErrorBox error={error} />}
      {prizes.map((prize) => (
        <section key={prize.line} className="results-prize" aria-label={prize.title}>
          <div className="head">
            <h3>{prize.title}</h3>
            <span className="soft">{t.settlements.givenOf(f.count(prize.winners.length), f.count(prize.quota))}</span>
          </div>
          {prize.winners.length > 0 && (
            <ul className="results-winners">
              {prize.winners.map((winner) => (
                <li key={winner.place}>
                  <div>
                    <strong>{nameOf(winner)}</strong>{' '}
                    {winner.movedUp > 0 && <span className="tag">{t.settlements.movedUp}</span>}
                    <span className="hint">
                      {[
                        winner.rank !== null && t.settlements.rank(f.count(winner.rank)),
                        winner.person && winner.unitName,
                        winner.person?.person,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    {winner.voidedSince > 0 && (
                      <span className="wrong">{t.settlements.voidedOf(f.count(winner.voidedSince))}</span>
                    )}
                  </div>
                  {winner.person && <span className={TAGS[winner.papers]}>{t.settlements.papers[winner.papers]}</span>}
                  {mayDecide && winner.person && winner.papers !== 'confirmed' && (
                    <Button
                      kind="second"
                      label={t.settlements.confirmOf(nameOf(winner))}
                      work={() => confirm(winner)}
                      onError={setError}
                    >
                      {t.settlements.confirm}
                    </Button>
                  )}
                  {mayDecide && (
                    <RowMenu
                      name={nameOf(winner)}
                      acts={[{ title: t.settlements.takeOut, isDanger: true, act: () => setOut({ prize, winner }) }]}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
          {prize.notGiven.map(({ count, reason }) => (
            <p key={reason} className="soft">
              {t.settlements.notGivenLine(f.count(count), t.settlements.notGivenWhy[reason] ?? reason)}
            </p>
          ))}
          {mayDecide && BY_PEOPLE.includes(prize.by) && prize.winners.length < prize.quota && (
            <Button kind="second" work={() => setGiven(prize)}>
              {t.settlements.giveOf(prize.title)}
            </Button>
          )}
        </section>
      ))}
      <PassedOver settlement={settlement} />
      {out && <OutDialog settlement={settlement} {...out} onClose={() => setOut(null)} />}
      {given && <GiveDialog settlement={settlement} prize={given} onClose={() => setGiven(null)} />}
    </section>
  );
}

/** Who stood before a winner and got nothing, and why: the first thing people ask. */
function PassedOver({ settlement: { passedOver, prizes } }: { settlement: Settlement }) {
  const { t, f } = useLanguage();
  if (passedOver.length === 0) return null;
  return (
    <details>
      <summary>{t.settlements.passedOver(f.count(passedOver.length))}</summary>
      <ul>
        {passedOver.map(({ line, person, unitName, rank, reason, out }, i) => (
          <li key={i}>
            {person?.fullName ?? unitName}, {prizes.find((prize) => prize.line === line)?.title}
            {rank !== null && `, ${t.settlements.rank(f.count(rank))}`}:{' '}
            {(out ? t.settlements.outReasons[out] : t.settlements.passedWhy[reason]) ?? reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
