import type { Answer } from '../../../shared/api/client.js';
import { earlierWords } from '../../../shared/earlier-words.js';
import { metricValue } from '../../../shared/metric-value.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { downloadFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { useList } from '../../ui/use-list.js';

type Table = Answer<'/api/contests/{slug}/unit-table', 'get'>;
type Line = Table['rows'][number];

const PAGE_ROWS = 50;
const SORTS = ['name', 'rank', 'persons', 'rate', 'attempts', 'mean', 'fullMarks'] as const;
type Sort = (typeof SORTS)[number];
const STATUSES = ['took_part', 'silent'] as const;

/** How the units of a contest take part and where they stand, down to those below each. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const say = useToast();
  const round = list.choice('dot');
  const scope = round ? ({ scope: 'round', round: Number(round) } as const) : ({ scope: 'contest' } as const);
  const parent = list.choice('cap-tren');
  const status = STATUSES.find((one) => one === list.choice('tham-gia'));
  const sort: Sort = SORTS.find((name) => name === list.sort?.by) ?? 'attempts';
  const isDescending = list.sort ? list.sort.isDescending : sort === 'attempts';
  const page = Number(list.after ?? 1);
  const query = {
    ...scope,
    search: list.search || undefined,
    block: list.choice('khoi') || undefined,
    parent: parent ? Number(parent) : undefined,
    status,
    ...{ sort, order: isDescending ? ('desc' as const) : ('asc' as const), page, limit: PAGE_ROWS },
  };
  const answer = useApi('/api/contests/{slug}/unit-table', { path: { slug }, query });
  const contest = useApi('/api/contests/{slug}', { path: { slug } });
  const foreseen = useApi('/api/contests/{slug}/foreseen-unit-prizes', { path: { slug } });
  const table = answer.data;
  const comingTo = ({ contestUnitId }: Line) =>
    (foreseen.data?.prizes ?? []).filter(
      (one) => one.contestUnitId === contestUnitId && (!round || one.field === `dot-${round}`),
    );
  const hasPrizes = table?.rows.some((line) => (line.awards?.prizes.length ?? 0) + comingTo(line).length > 0) ?? false;
  const below = new Map((table?.byParent ?? []).map((group) => [group.parentId, group]));
  const above = parent ? below.get(Number(parent)) : undefined;
  const columns = columnsOf();
  const next = table && page * PAGE_ROWS < table.count ? page + 1 : null;
  const download = async () => {
    await downloadFile('/api/contests/{slug}/unit-table.xlsx', { path: { slug }, query: scope });
    say(t.unitResults.downloaded);
  };

  return (
    <>
      <div className="head">
        <h1>{t.unitResults.title}</h1>
        <Button kind="second" work={download}>
          {t.unitResults.download}
        </Button>
      </div>
      {table && (
        <p>
          <strong>
            {t.unitResults.tookPart(
              f.count(table.summary.tookPart),
              f.count(table.summary.invited),
              f.percent(table.summary.rate.numerator, table.summary.rate.denominator),
            )}
          </strong>{' '}
          {t.unitResults.counts(f.count(table.summary.persons), f.count(table.summary.attempts))}{' '}
          {table.outsideList.attempts > 0 &&
            t.unitResults.outside(f.count(table.outsideList.persons), f.count(table.outsideList.attempts))}
        </p>
      )}
      {table && <HowRanked table={table} />}
      {parent && (
        <div className="box row">
          <span>
            {above?.parentName
              ? t.unitResults.below(above.parentName, f.count(above.tookPart), f.count(above.invited))
              : t.unitResults.belowNone}
          </span>
          <Button kind="second" work={() => list.choose('cap-tren', '')}>
            {t.unitResults.all}
          </Button>
        </div>
      )}
      <DataTable
        name={t.unitResults.title}
        list={list}
        answer={answer}
        rows={table?.rows}
        rowKey={({ contestUnitId }) => contestUnitId}
        columns={columns}
        next={next}
        searchLabel={t.unitResults.search}
        filters={
          <>
            <SelectField
              label={t.unitResults.scope}
              value={round}
              onChange={(value) => list.choose('dot', value)}
              options={[
                { value: '', title: t.unitResults.whole },
                ...(contest.data?.roundList ?? []).map(({ number, title }) => ({ value: String(number), title })),
              ]}
            />
            {table && table.blocks.length > 0 && (
              <SelectField
                label={t.unitResults.block}
                value={list.choice('khoi')}
                onChange={(value) => list.choose('khoi', value)}
                options={[
                  { value: '', title: t.unitResults.allBlocks },
                  ...table.blocks.map(({ code, title }) => ({ value: code, title })),
                ]}
              />
            )}
            <SelectField
              label={t.unitResults.status}
              value={status ?? ''}
              onChange={(value) => list.choose('tham-gia', value)}
              options={[
                { value: '', title: t.unitResults.anyStatus },
                ...STATUSES.map((value) => ({ value, title: t.unitResults.statuses[value] })),
              ]}
            />
          </>
        }
        empty={<p>{t.unitResults.empty}</p>}
      />
    </>
  );

  /** What is published, and what is computed and may still change. */
  function prizesOf(line: Line) {
    const own = line.awards?.prizes ?? [];
    const coming = comingTo(line);
    if (own.length + coming.length === 0) return '–';
    return (
      <>
        {own.map((title, i) => (
          <div key={i}>{title}</div>
        ))}
        {coming.map(({ field, fieldTitle, title }, i) => (
          <div key={`${field} ${i}`}>
            {title} <span className="tag tag-warn">{t.unitResults.foreseen}</span>
            {!round && <span className="hint">{fieldTitle}</span>}
          </div>
        ))}
      </>
    );
  }

  function columnsOf(): Column<Line>[] {
    const number = (key: Sort, title: string, cell: (line: Line) => string): Column<Line> => {
      return { key, title, isSortable: true, isNumber: true, cell };
    };
    return [
      {
        ...{ key: 'name', title: t.unitResults.unit, isHeader: true, isSortable: true },
        cell: (line) => (
          <>
            {line.name}{' '}
            {line.status !== 'took_part' && <span className="tag">{t.unitResults.statuses[line.status]}</span>}
            <span className="hint">{[line.code, line.block ?? line.parentName].filter(Boolean).join(', ')}</span>
            {line.earlier && <span className="hint">{earlierWords(t.unitResults.earlier, f, line.earlier)}</span>}
            {below.has(line.contestUnitId) && (
              <Button kind="quiet" work={() => list.choose('cap-tren', String(line.contestUnitId))}>
                {t.unitResults.openBelow(f.count(below.get(line.contestUnitId)!.invited))}
                <span className="unseen"> {line.name}</span>
              </Button>
            )}
          </>
        ),
      },
      ...(table?.ranking?.state === 'shown'
        ? [
            {
              ...{ key: 'rank', title: t.unitResults.rank, isSortable: true, isNumber: true },
              cell: (line: Line) => <Place place={line.place} />,
            },
          ]
        : []),
      ...(hasPrizes ? [{ key: 'prizes', title: t.unitResults.prizes, cell: prizesOf }] : []),
      number('persons', t.unitResults.persons, ({ persons }) => f.count(persons)),
      {
        ...{ key: 'rate', title: t.unitResults.rate, isSortable: true, isNumber: true },
        cell: ({ rate }) =>
          rate && (
            <>
              {f.percent(rate.numerator, rate.denominator)}
              <span className="hint">
                {f.count(rate.numerator)}/{f.count(rate.denominator)}
              </span>
            </>
          ),
      },
      number('attempts', t.unitResults.attempts, ({ attempts }) => f.count(attempts)),
      number('mean', t.unitResults.mean, ({ mean }) => (mean === null ? '–' : f.mean(mean))),
      number('fullMarks', t.unitResults.fullMarks, ({ fullMarksAttempts }) =>
        fullMarksAttempts === null ? '–' : f.count(fullMarksAttempts),
      ),
    ];
  }
}

/** A rank with the points and the figures that it comes from, or why there is none. */
function Place({ place }: { place: Line['place'] }) {
  const { t, f } = useLanguage();
  if (place === null) return <>–</>;
  if (place.rank === null)
    return <span className="soft">{place.unplaced && t.unitResults.unplaced[place.unplaced]}</span>;
  return (
    <>
      {t.unitResults.rankAmong(f.count(place.rank), f.count(place.among))}
      {place.parts.length > 1 && <span className="hint">{t.unitResults.points(f.mean(place.points ?? 0))}</span>}
      {place.parts.map((part) => (
        <span key={part.metric} className="hint">
          {t.unitResults.metrics[part.metric]} {metricValue(f, part)}
        </span>
      ))}
    </>
  );
}

/** By what units are ranked, and of which moment the ranks are. */
function HowRanked({ table: { ranking, blocks } }: { table: Table }) {
  const { t, f } = useLanguage();
  if (ranking === null) return <p className="soft">{t.unitResults.notRanked}</p>;
  if (ranking.state === 'by_organizers') return <p className="box box-warn">{t.unitResults.byOrganizers}</p>;
  const metrics = ranking.metrics
    .map(({ metric, weight }) => `${t.unitResults.metrics[metric]} (${f.count(weight)}%)`)
    .join(', ');
  return (
    <p className="soft">
      {t.unitResults.how(metrics)} {blocks.length > 0 && t.unitResults.howBlocks}{' '}
      {t.unitResults.countedAt(f.clockTime(ranking.countedAt))}
    </p>
  );
}
