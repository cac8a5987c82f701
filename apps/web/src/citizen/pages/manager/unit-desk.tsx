import { useState } from 'preact/hooks';
import type { ManagedUnit, PeopleCounts } from '../../../shared/api/views.js';
import { board as boardWords } from '../../../shared/messages/vi/board.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { manager as managerWords } from '../../../shared/messages/vi/manager.js';
import { unit as unitWords } from '../../../shared/messages/vi/unit.js';
import { useAbout } from '../../contact.js';
import { useLanguage } from '../../language.js';
import { Page as Frame } from '../../ui/page.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';
import '../board/board.css';
import { Choice, useChange } from '../board/board-head.js';
import { Figure, Figures } from '../board/figures.js';
import { ShareUnit } from '../unit/share-unit.js';
import '../unit/unit.css';
import { Corrections } from './corrections.js';
import './manager.css';
import { People } from './people.js';
import { Reminder } from './reminder.js';
import { Trend } from './trend.js';

bringWords({ board: boardWords, form: formWords, manager: managerWords, unit: unitWords });

const nameOf = ({ contestSlug, unitCode }: ManagedUnit) => `${contestSlug} ${unitCode}`;

/** What a manager does for a unit: decide who belongs to it, remind who has yet to take part, and invite. */
export function UnitDesk({
  units,
  query,
  onLetter,
}: {
  units: readonly ManagedUnit[];
  query: Record<string, string>;
  onLetter: () => void;
}) {
  const { t } = useLanguage();
  const change = useChange();
  const wished = `${query['cuoc-thi']} ${query['don-vi']}`;
  const unit = units.find((one) => nameOf(one) === wished) ?? units[0]!;
  const choose = (name: string) => {
    const chosen = units.find((one) => nameOf(one) === name)!;
    change({ 'cuoc-thi': chosen.contestSlug, 'don-vi': chosen.unitCode });
  };
  return (
    <Frame
      title={unit.unitName}
      lead={
        <>
          {unit.parentName && <>{unit.parentName}. </>}
          <a href={`/cuoc-thi/${unit.contestSlug}`}>{unit.contestTitle}</a>
        </>
      }
    >
      {units.length > 1 && (
        <div class="manager-choice">
          <Choice
            isWide
            label={t.manager.choose}
            value={nameOf(unit)}
            options={units.map((one) => [nameOf(one), t.manager.choice(one.unitName, one.contestTitle)])}
            onChoose={choose}
          />
        </div>
      )}
      <Desk key={nameOf(unit)} unit={unit} onLetter={onLetter} />
    </Frame>
  );
}

function Desk({ unit, onLetter }: { unit: ManagedUnit; onLetter: () => void }) {
  const { t, f } = useLanguage();
  const { contestSlug: slug, unitCode: code } = unit;
  const [counts, setCounts] = useState<PeopleCounts>();
  // Who moved here belongs in the list.
  const [turn, setTurn] = useState(0);
  const contest = useGet('/api/contests/{slug}', { path: { slug } });
  useAbout(contest.data ?? unit);
  const report = useGet('/api/contests/{slug}/units/{code}', { path: { slug, code }, query: { limit: 1 } });
  const rate = report.data?.unit.rate;
  const below = report.data?.below;
  const ownPage = `/cuoc-thi/${slug}/don-vi/${encodeURIComponent(code)}`;
  return (
    <div class="manager">
      {unit.isClosed && <p class="box">{t.manager.closed}</p>}
      <div>
        <Figures>
          <Figure value={counts ? f.count(counts.tookPart) : '…'} words={t.manager.tookPart} />
          <Figure value={counts ? f.count(counts.notYet) : '…'} words={t.manager.notYet} />
          {rate && (
            <Figure
              value={f.percent(rate.numerator, rate.denominator)}
              words={t.manager.rate(f.count(rate.numerator), f.count(rate.denominator))}
            />
          )}
        </Figures>
        <p class="soft">
          {below && below.invited > 0 && t.manager.withBelow}{' '}
          {report.data?.unit.headcount === null && t.unit.noHeadcount} {rate?.aboveHeadcount && t.board.aboveHeadcount}
        </p>
      </div>
      <Corrections
        slug={slug}
        onMoved={() => {
          setTurn((n) => n + 1);
          report.reload();
        }}
      />
      <div class="manager-parts">
        <People key={turn} unit={unit} counts={counts} onCounts={setCounts} />
        <div class="manager-side">
          <Reminder
            slug={slug}
            contest={unit.contestTitle}
            code={code}
            name={unit.unitName}
            counts={counts}
            rate={rate ?? null}
            closesAt={contest.data?.openRound?.closesAt ?? null}
          />
          <Trend slug={slug} code={code} earlier={report.data?.unit.earlier ?? null} />
          <ShareUnit slug={slug} contest={unit.contestTitle} code={code} name={unit.unitName} />
          {below && below.invited > 0 && (
            <section class="card">
              <h2>{t.manager.belowTitle}</h2>
              <p>{t.manager.below(f.count(below.tookPart), f.count(below.invited))}</p>
              {below.silent > 0 && (
                <p>
                  <a class="button button-second" href={`${ownPage}?tham-gia=chua`}>
                    {t.manager.belowSilent}
                  </a>
                </p>
              )}
            </section>
          )}
        </div>
      </div>
      <section class="card" aria-labelledby="giay-to">
        <h2 id="giay-to">{t.manager.papers}</h2>
        <p class="soft">{t.manager.papersText}</p>
        <p class="row">
          {(
            [
              ['poster?sheet=a4', t.manager.ownPoster],
              ['poster?sheet=a5x2', t.manager.ownLeaflet],
              ['invitation', t.manager.ownLetter],
            ] as const
          ).map(([file, words]) => (
            <a
              key={file}
              class="button button-second"
              href={`/api/contests/${slug}/units/${encodeURIComponent(code)}/${file}`}
              download
            >
              {words}
            </a>
          ))}
        </p>
      </section>
      <p class="soft">{t.manager.excelText}</p>
      <p class="row">
        <a
          class="button button-second"
          href={`/api/contests/${slug}/units/${encodeURIComponent(code)}/subtree.xlsx`}
          download
        >
          {t.manager.excel}
        </a>
        <a class="button button-second" href={ownPage}>
          {t.manager.figures}
        </a>
        <button type="button" class="button button-quiet" onClick={onLetter}>
          {t.manager.other}
        </button>
      </p>
    </div>
  );
}
