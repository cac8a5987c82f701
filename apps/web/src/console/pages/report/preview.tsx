import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { addressOf } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { fetchFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { behind, behindTable, type Field } from './behind.js';
import './report.css';

type Cell = string | number | { numerator: number; denominator: number } | null;

type Block =
  | { block: 'heading'; level: 1 | 2 | 3; text: string }
  | { block: 'paragraph'; text: string; item?: boolean; italic?: boolean }
  | { block: 'chart'; id: string; title: string }
  | {
      block: 'table';
      id: string;
      title: string;
      columns: { title: string; align: 'left' | 'right' | 'center'; kind: string }[];
      rows: Cell[][];
      note?: string;
    };

interface Figure {
  of: string[];
  text: string;
  at: number;
}

/** What the kind `report` writes as a preview. */
interface Draft {
  document: {
    kind: string;
    subject: string;
    body: Block[];
    annexes: { number: string; title: string; body: Block[] }[];
  };
  sentences: { text: string; figures: Figure[] }[];
  rounds: number[];
}

const FILE = '/api/contests/{slug}/document-jobs/{id}/file';
/** So many lines are looked at on the page; the file has all. */
const LINES = 20;

/** The report as it will be: words and tables, each figure leading to the rows behind it. */
export function Preview({ jobId, field }: { jobId: string; field: Field }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const { data, error, refetch } = useQuery<Draft, Error>({
    queryKey: [FILE, jobId],
    queryFn: async () => (await (await fetchFile(addressOf(FILE, { path: { slug, id: jobId } }))).json()) as Draft,
    staleTime: Infinity,
  });
  if (error) return <ErrorBox error={error} again={() => void refetch()} />;
  if (!data) return <Waiting words={t.report.reading} />;
  const { document, sentences, rounds } = data;
  const known = new Map(sentences.map((sentence) => [sentence.text, sentence.figures]));
  const figures = sentences.reduce((sum, sentence) => sum + sentence.figures.length, 0);
  const link = (address: string, words: ReactNode, spoken: string) => {
    const [pathname, search = ''] = address.split('?');
    return (
      <Link to={{ pathname, search: `?cuoc-thi=${slug}${search && `&${search}`}` }} aria-label={spoken}>
        {words}
      </Link>
    );
  };
  const worded = (text: string) => {
    const parts: ReactNode[] = [];
    let from = 0;
    for (const { at, text: printed, of } of known.get(text) ?? []) {
      const address = behind(of, field, rounds);
      if (address === null) continue;
      parts.push(text.slice(from, at), link(address, printed, t.report.figure(printed)));
      from = at + printed.length;
    }
    return [...parts, text.slice(from)].map((part, i) => <Fragment key={i}>{part}</Fragment>);
  };
  const cell = (value: Cell, kind: string): string => {
    if (value === null) return '–';
    if (typeof value === 'object')
      return kind === 'percent'
        ? f.percent(value.numerator, value.denominator)
        : value.denominator === 0
          ? '–'
          : f.mean(value.numerator / value.denominator);
    if (typeof value === 'string') return kind === 'date' && /^\d{4}-/.test(value) ? f.date(value) : value;
    return kind === 'points' ? f.points(value) : f.count(value);
  };
  const shown = (block: Block, key: number): ReactNode => {
    switch (block.block) {
      case 'heading':
        return block.level === 1 ? <h3 key={key}>{block.text}</h3> : <h4 key={key}>{block.text}</h4>;
      case 'paragraph': {
        const words = block.italic ? <em>{worded(block.text)}</em> : worded(block.text);
        return block.item ? <p key={key}>– {words}</p> : <p key={key}>{words}</p>;
      }
      case 'chart':
        return (
          <p key={key} className="hint">
            {block.title}. {t.report.chart}
          </p>
        );
      case 'table': {
        const address = behindTable(block.id, field);
        return (
          <Fragment key={key}>
            <p className="report-table-title">
              <strong>{block.title}</strong>{' '}
              {address && link(address, t.report.rows, `${t.report.rows}: ${block.title}`)}
            </p>
            {block.rows.length === 0 ? (
              <p className="hint">{t.report.empty}</p>
            ) : (
              <div className="report-table" role="region" aria-label={block.title} tabIndex={0}>
                <table>
                  <thead>
                    <tr>
                      {block.columns.map(({ title }) => (
                        <th key={title} scope="col">
                          {title}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {block.rows.slice(0, LINES).map((row, line) => (
                      <tr key={line}>
                        {row.map((value, i) => (
                          <td key={i} className={block.columns[i]!.align === 'right' ? 'number' : undefined}>
                            {cell(value, block.columns[i]!.kind)}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            {block.rows.length > LINES && <p className="hint">{t.report.rest(f.count(block.rows.length - LINES))}</p>}
            {block.note && <p className="hint">{block.note}</p>}
          </Fragment>
        );
      }
    }
  };

  return (
    <>
      <p className="box box-good">{t.report.checked(f.count(figures))}</p>
      <article className="card report" lang="vi">
        <h2 className="report-title">
          {document.kind}
          <span>{document.subject}</span>
        </h2>
        {document.body.map(shown)}
        {document.annexes.map((annex) => (
          <section key={annex.number}>
            <h3>
              {annex.number}. {annex.title}
            </h3>
            {annex.body.map(shown)}
          </section>
        ))}
      </article>
    </>
  );
}
