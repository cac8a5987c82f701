import { decidedWords } from '../../../shared/decided.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { CRITERIA, type RankingCriterion } from '../../regulations.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import type { Answer } from '../../../shared/api/client.js';
import type { Settlement } from './settlement.js';

const PATH = '/api/contests/{slug}/settlements/{settlementId}/standings';
type Line = Answer<typeof PATH, 'get'>['lines'][number];
const PAGE_ROWS = 50;
const nameOf = (code: string) => (code in CRITERIA ? CRITERIA[code as RankingCriterion].name : code);

/** The frozen board, each with what put them behind the one above. */
export function Standings({ settlement }: { settlement: Settlement }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const { boards, criteria } = settlement;
  const codes = boards.map(({ audience }) => audience ?? '');
  const board = codes.find((code) => code === list.choice('bang')) ?? codes[0] ?? '';
  const answer = useApi(PATH, {
    path: { slug, settlementId: settlement.id },
    query: { board, q: list.search || undefined, after: list.after, limit: PAGE_ROWS },
  });
  const columns: Column<Line>[] = [
    { key: 'rank', title: t.settlements.rankHead, isNumber: true, cell: ({ rank }) => f.count(rank) },
    {
      key: 'person',
      title: t.settlements.person,
      isHeader: true,
      cell: ({ person }) =>
        person && (
          <>
            {person.fullName}
            <span className="hint">
              {person.unitName} · {person.person}
            </span>
          </>
        ),
    },
    { key: 'score', title: t.settlements.points, isNumber: true, cell: ({ score }) => f.decimal(score) },
    ...(criteria.includes('prediction_distance')
      ? [
          {
            key: 'distance',
            title: t.settlements.distance,
            isNumber: true,
            cell: ({ distance }: Line) => (distance === null ? '–' : f.count(distance)),
          },
        ]
      : []),
    ...(criteria.includes('duration')
      ? [
          {
            key: 'duration',
            title: t.settlements.duration,
            cell: ({ durationMs }: Line) => (durationMs === null ? '–' : f.duration(durationMs)),
          },
        ]
      : []),
    {
      key: 'decided',
      title: t.settlements.decided,
      cell: ({ decided }) =>
        decided ? t.settlements.step(f.count(decided.step), decidedWords(t.criteria, f, decided)) : '–',
    },
  ];
  return (
    <div className="card">
      <h2>{t.settlements.standings}</h2>
      <p className="hint">
        {t.settlements.chain(criteria.map((code, at) => `${f.count(at + 1)}. ${nameOf(code)}`).join('; '))}
      </p>
      <DataTable
        name={t.settlements.standings}
        list={list}
        answer={answer}
        rows={answer.data?.lines}
        rowKey={({ place }) => place}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.settlements.search}
        empty={<p>{t.settlements.standingsNone}</p>}
        filters={
          boards.length > 1 && (
            <SelectField
              label={t.settlements.board}
              value={board}
              onChange={(code) => list.choose('bang', code)}
              options={boards.map(({ audience, title, persons }) => ({
                value: audience ?? '',
                title: `${title} (${f.count(persons)})`,
              }))}
            />
          )
        }
      />
    </div>
  );
}
