import type { UnitLine } from '../../../shared/api/views.js';
import { earlierWords } from '../../../shared/earlier-words.js';
import { metricValue } from '../../../shared/metric-value.js';
import { useLanguage } from '../../language.js';
import { signed } from './signed.js';

/**
 * Units with their figures: a table, and on a phone one card each. The roles are written out because browsers forget
 * those of a table that is laid out as cards.
 *
 * @param caption said to who cannot see the headings around
 */
export function UnitRows({ slug, rows, caption }: { slug: string; rows: readonly UnitLine[]; caption: string }) {
  const { t } = useLanguage();
  // Where all units have one parent, its name tells nothing; nor do scores that are kept back.
  const hasParents = new Set(rows.map(({ parentName }) => parentName)).size > 1;
  const hasScores = rows.some(({ mean }) => mean !== null);
  const hasRanks = rows.some(({ place }) => place !== null);
  const heads = [...(hasRanks ? [t.board.rank] : []), t.board.personsHead, t.board.rate, t.board.attempts];
  if (hasScores) heads.push(t.board.mean, t.board.fullMarks);
  return (
    <div class="table-frame unit-frame">
      <table class="table unit-table" role="table">
        <caption class="unseen">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {t.board.unit}
            </th>
            {heads.map((words) => (
              <th key={words} scope="col" role="columnheader" class="number">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row
              key={row.contestUnitId}
              slug={slug}
              row={row}
              hasParent={hasParents}
              hasScores={hasScores}
              hasRanks={hasRanks}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  slug,
  row,
  hasParent,
  hasScores,
  hasRanks,
}: {
  slug: string;
  row: UnitLine;
  hasParent: boolean;
  hasScores: boolean;
  hasRanks: boolean;
}) {
  const { t, f } = useLanguage();
  const { rate } = row;
  const changeOf = ({ now, before }: { now: number; before: number }) =>
    t.board.change(t.unit.earlierAttempts(f.count(now)), f.count(before), signed(f, now, before));
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a href={`/cuoc-thi/${slug}/don-vi/${encodeURIComponent(row.code)}`}>{row.name}</a>
        {hasParent && row.parentName && <span class="under">{row.parentName}</span>}
        {row.block && <span class="under">{row.block}</span>}
        {row.earlier && <span class="under">{earlierWords(t.unit, f, row.earlier)}</span>}
        {row.comparison?.attempts && <span class="under">{changeOf(row.comparison.attempts)}</span>}
        {row.awards && row.awards.winners > 0 && (
          <span class="under">{t.board.unitWinners(f.count(row.awards.winners))}</span>
        )}
        {row.awards?.prizes.map((prize) => (
          <span key={prize} class="tag tag-good">
            {prize}
          </span>
        ))}
        {row.status !== 'took_part' && <span class="tag tag-quiet">{t.unit.statuses[row.status]}</span>}
      </th>
      {hasRanks && (
        <td role="cell" class="number" data-label={t.board.rank}>
          <Place place={row.place} />
        </td>
      )}
      <td role="cell" class="number" data-label={t.board.personsHead}>
        {f.count(row.persons)}
      </td>
      <td role="cell" class="number" data-label={t.board.rate}>
        {rate ? (
          <>
            {f.percent(rate.numerator, rate.denominator)}
            <span class="under">
              {f.count(rate.numerator)}/{f.count(rate.denominator)}
            </span>
          </>
        ) : (
          '–'
        )}
      </td>
      <td role="cell" class="number" data-label={t.board.attempts}>
        {f.count(row.attempts)}
      </td>
      {hasScores && (
        <>
          <td role="cell" class="number" data-label={t.board.mean}>
            {row.mean === null ? '–' : f.mean(row.mean)}
          </td>
          <td role="cell" class="number" data-label={t.board.fullMarks}>
            {row.fullMarksAttempts === null ? '–' : f.count(row.fullMarksAttempts)}
          </td>
        </>
      )}
    </tr>
  );
}

/** A rank with the points and the figures that it comes from, or why there is none. */
function Place({ place }: { place: UnitLine['place'] }) {
  const { t, f } = useLanguage();
  if (place === null) return '–';
  if (place.rank === null) return <span class="soft">{place.unplaced && t.unit.unplaced[place.unplaced]}</span>;
  const isOne = place.parts.length === 1;
  return (
    <>
      {f.count(place.rank)}
      {!isOne && <span class="under">{t.unit.points(f.mean(place.points ?? 0))}</span>}
      {place.parts.map((part) => (
        <span key={part.metric} class="under">
          {t.unit.metrics[part.metric]} {metricValue(f, part)}
        </span>
      ))}
    </>
  );
}
