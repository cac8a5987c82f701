import { useRef } from 'preact/hooks';
import { Refusal } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestDetails, UnitReport } from '../../../shared/api/views.js';
import { earlierWords } from '../../../shared/earlier-words.js';
import { metricValue } from '../../../shared/metric-value.js';
import { useAbout } from '../../contact.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import '../board/board.css';
import { Figure, Figures } from '../board/figures.js';
import { pageOf } from '../board/pager.js';
import { ShareUnit } from './share-unit.js';
import './unit.css';
import { UnitsBelow } from './units-below.js';
import { board as boardWords } from '../../../shared/messages/vi/board.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { unit as unitWords } from '../../../shared/messages/vi/unit.js';
import { bringWords } from '../../words.js';

bringWords({ board: boardWords, form: formWords, unit: unitWords });

const PAGE_ROWS = 20;

/** One unit in a contest: what it has, whom to invite and how, and the units below it. */
export function Page({ params, query }: PageProps) {
  const { slug = '', code = '' } = params;
  const { t } = useLanguage();
  const status = query['tham-gia'] === 'chua' ? 'silent' : query['tham-gia'] === 'roi' ? 'took_part' : 'all';
  const report = useGet('/api/contests/{slug}/units/{code}', {
    path: { slug, code },
    query: { search: query['tim'], status, page: pageOf(query), limit: PAGE_ROWS },
  });
  const contest = useGet('/api/contests/{slug}', { path: { slug } });
  useAbout(contest.data);
  // What was on the screen stays while a search goes on.
  const held = useRef<UnitReport>(undefined);
  if (report.data) held.current = report.data;
  const shown = report.data ?? held.current;
  if (shown) return <Unit report={shown} query={query} />;
  const kept = report.error instanceof Refusal && report.error.code === 'RESULT_NOT_RELEASED' ? report.error : null;
  if (kept) return <Kept slug={slug} code={code} contest={contest.data} at={kept.details['releasedAt']} />;
  const isUnknown = report.error instanceof Refusal && report.error.code === 'UNIT_NOT_FOUND';
  return (
    <Frame title={t.unit.title}>
      {isUnknown ? (
        <>
          <p class="box">{t.unit.notFound}</p>
          <a class="button" href={`/cuoc-thi/${slug}/don-vi`}>
            {t.unit.allUnits}
          </a>
        </>
      ) : report.error ? (
        <ErrorBox error={report.error} again={report.reload} />
      ) : (
        <Waiting lines={8} />
      )}
    </Frame>
  );
}

/** A unit whose figures the rules keep back: what it is called, and how its people join. */
function Kept({
  slug,
  code,
  contest,
  at,
}: {
  slug: string;
  code: string;
  contest: ContestDetails | undefined;
  at: unknown;
}) {
  const { t, f } = useLanguage();
  const found = useGet('/api/contests/{slug}/units', { path: { slug }, query: { code, limit: 1 } });
  const name = found.data?.units[0]?.name ?? (found.data ? code : t.unit.title);
  return (
    <Frame title={name} lead={contest && <a href={`/cuoc-thi/${slug}`}>{contest.title}</a>}>
      <p class="box">
        {typeof at === 'string' ? t.unit.figuresAt(f.weekdayTime(at, serverNow())) : t.unit.figuresNever}
      </p>
      {contest && found.data && <ShareUnit slug={slug} contest={contest.title} code={code} name={name} />}
    </Frame>
  );
}

function Unit({ report, query }: { report: UnitReport; query: Record<string, string> }) {
  const { t, f } = useLanguage();
  const { contest, unit, rounds, below, updatedAt } = report;
  const begun = rounds.filter(({ state }) => state !== 'coming');
  return (
    <Frame
      title={unit.name}
      lead={
        <>
          {unit.parentName && <>{unit.parentName}. </>}
          <a href={`/cuoc-thi/${contest.slug}`}>{contest.title}</a>
        </>
      }
    >
      <p class="row unit-state">
        <span class={unit.status === 'took_part' ? 'tag tag-good' : 'tag tag-quiet'}>
          {t.unit.statuses[unit.status]}
        </span>
        {updatedAt && <span class="soft">{t.unit.updatedAt(f.clockTime(updatedAt))}</span>}
      </p>
      {unit.attempts === 0 && <p class="box">{t.unit.silentNow}</p>}
      <UnitFigures unit={unit} />
      <div class="unit-parts">
        <ShareUnit slug={contest.slug} contest={contest.title} code={unit.code} name={unit.name} />
        {begun.length > 0 && (
          <section>
            <h2>{t.unit.roundsTitle}</h2>
            <div class="table-frame">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">{t.unit.round}</th>
                    <th scope="col" class="number">
                      {t.board.personsHead}
                    </th>
                    <th scope="col" class="number">
                      {t.board.attempts}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {begun.map((round) => (
                    <tr key={round.number}>
                      <th scope="row">
                        {round.title} {round.state === 'running' && <span class="tag">{t.unit.states.running}</span>}
                      </th>
                      <td class="number">{f.count(round.persons)}</td>
                      <td class="number">{f.count(round.attempts)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        )}
      </div>
      {(below.invited > 0 || below.count > 0) && <UnitsBelow slug={contest.slug} below={below} query={query} />}
      <p class="row">
        <a class="button button-second" href={`/cuoc-thi/${contest.slug}/don-vi`}>
          {t.unit.allUnits}
        </a>
      </p>
    </Frame>
  );
}

function UnitFigures({ unit }: { unit: UnitReport['unit'] }) {
  const { t, f } = useLanguage();
  const { rate, mean, headcountNote, place, block } = unit;
  return (
    <>
      <Figures>
        {place && place.rank !== null && (
          <Figure
            value={t.unit.rank(f.count(place.rank), f.count(place.among))}
            words={block ? t.unit.rankOf(block) : t.unit.rankOfAll}
          />
        )}
        <Figure value={f.count(unit.persons)} words={t.unit.persons} />
        <Figure value={f.count(unit.attempts)} words={t.unit.attempts} />
        {rate && (
          <Figure
            value={f.percent(rate.numerator, rate.denominator)}
            words={t.unit.rate(f.count(rate.numerator), f.count(rate.denominator))}
          />
        )}
        {mean !== null && <Figure value={f.mean(mean)} words={t.unit.mean} />}
        {unit.fullMarksAttempts !== null && unit.attempts > 0 && (
          <Figure
            value={f.count(unit.fullMarksAttempts)}
            words={t.board.fullMarksShare(
              t.board.share(
                f.count(unit.fullMarksAttempts),
                f.count(unit.attempts),
                f.percent(unit.fullMarksAttempts, unit.attempts),
              ),
            )}
          />
        )}
      </Figures>
      {place && (
        <p class="soft">
          {place.rank === null
            ? t.unit.notRanked(t.unit.unplaced[place.unplaced ?? 'silent'])
            : place.parts.map((part) => `${t.unit.metrics[part.metric]} ${metricValue(f, part)}`).join('; ')}
          {place.rank !== null && place.parts.length > 1 && ` = ${t.unit.points(f.mean(place.points ?? 0))}`}
        </p>
      )}
      {unit.earlier && <p class="soft">{earlierWords(t.unit, f, unit.earlier)}</p>}
      <p class="soft">
        {unit.headcount === null && t.unit.noHeadcount}
        {headcountNote && t.unit.headcountNote(headcountNote)} {rate?.aboveHeadcount && t.board.aboveHeadcount}
      </p>
    </>
  );
}
