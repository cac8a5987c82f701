import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';

type Statistics = Answer<'/api/contests/{slug}/rounds/{roundNumber}/item-statistics', 'get'>;
type Line = Statistics['items'][number];

/** How the questions of a round did: those that should be looked at come first. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const roundNumber = list.choice('dot') || '1';
  const path = '/api/contests/{slug}/rounds/{roundNumber}/item-statistics';
  const answer = useApi(path, { path: { slug, roundNumber } });
  const { data } = answer;
  const share = (value: number | null) => (value === null ? '–' : f.percent(value, 1));
  const figure = (value: number | null) => (value === null ? '–' : f.mean(value));
  const columns: Column<Line>[] = [
    {
      key: 'item',
      title: t.statistics.item,
      isHeader: true,
      cell: (line) => (
        <>
          {line.code} <Flags line={line} />
          <span className="hint">{line.stem}</span>
          <span className="hint">
            {t.statistics.chosen}:{' '}
            {line.options.map(({ chosen }, i) => `${String.fromCharCode(65 + i)} ${f.count(chosen)}`).join(', ')},{' '}
            {t.statistics.unanswered(f.count(line.unanswered))}
          </span>
        </>
      ),
    },
    { key: 'attempts', title: t.statistics.attempts, isNumber: true, cell: ({ attempts }) => f.count(attempts) },
    { key: 'facility', title: t.statistics.facility, isNumber: true, cell: ({ facility }) => share(facility) },
    {
      key: 'deviation',
      title: t.statistics.deviation,
      isNumber: true,
      cell: ({ standardDeviation }) => share(standardDeviation),
    },
    {
      key: 'discrimination',
      title: t.statistics.discrimination,
      isNumber: true,
      cell: ({ discrimination }) => figure(discrimination),
    },
    {
      key: 'biserial',
      title: t.statistics.biserial,
      isNumber: true,
      cell: ({ pointBiserial }) => figure(pointBiserial),
    },
    { key: 'guess', title: t.statistics.guess, isNumber: true, cell: ({ randomGuess }) => share(randomGuess) },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.statistics.title}</h1>
        <a className="button button-second" href={`/api/contests/${slug}/rounds/${roundNumber}/item-statistics.xlsx`}>
          {t.statistics.download}
        </a>
      </div>
      <p>{t.statistics.lead}</p>
      {data && data.attempts > 0 && (
        <p>{t.statistics.counted(f.count(data.attempts), data.alpha === null ? null : f.mean(data.alpha))}</p>
      )}
      <DataTable
        name={t.statistics.title}
        list={list}
        answer={answer}
        rows={data?.items}
        rowKey={({ itemVersionId }) => itemVersionId}
        columns={columns}
        next={null}
        empty={<p>{t.statistics.empty}</p>}
        filters={
          data && (
            <SelectField
              label={t.statistics.round}
              value={roundNumber}
              onChange={(value) => list.choose('dot', value)}
              options={data.rounds.map(({ number, title }) => ({ value: String(number), title }))}
            />
          )
        }
      />
      <details>
        <summary>{t.statistics.formulas}</summary>
        <ul>
          {t.statistics.meanings.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Flags({ line: { flags, jump } }: { line: Line }) {
  const { t, f } = useLanguage();
  return flags.map((flag) => (
    <span key={flag} className="tag tag-warn">
      {flag === 'jump' ? t.statistics.flags.jump(f.decimal(Math.round((jump ?? 0) * 100))) : t.statistics.flags[flag]}
    </span>
  ));
}
