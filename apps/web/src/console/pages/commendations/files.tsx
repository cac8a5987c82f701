import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { fetchFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { askDocument, DocumentJob, JobState, useDocumentJob } from '../../ui/document-job.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import type { ProposalDetail } from './commendations.js';

const FORMATS = ['docx', 'xlsx', 'pdf'] as const;
const FILE = '/api/contests/{slug}/document-jobs/{id}/file';

/** The tờ trình with its annexes: looked at here, taken away as files. */
export function Files({ list }: { list: ProposalDetail }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [id, setId] = useState<string | null>(null);
  const [error, setError] = useState<Error>();
  const { data: job } = useDocumentJob(id);
  const wish = (format: (typeof FORMATS)[number] | 'preview') => ({
    kind: 'commendation' as const,
    params: { proposalId: list.id, format },
  });
  const look = async () => {
    setError(undefined);
    setId((await askDocument(slug, wish('preview'))).id);
  };
  return (
    <section className="card" aria-labelledby="to-trinh">
      <h2 id="to-trinh">{t.commendations.files}</h2>
      <p>{t.commendations.filesText}</p>
      <div className="row">
        {FORMATS.map((format) => (
          <DocumentJob key={format} wish={wish(format)} label={t.commendations.formats[format]} />
        ))}
        {!job && (
          <Button kind="second" work={look} onError={setError}>
            {t.commendations.look}
          </Button>
        )}
      </div>
      {error && <ErrorBox error={error} />}
      {job && job.state !== 'done' && <JobState job={job} again={look} />}
      {job?.state === 'done' && <Look jobId={job.id} />}
    </section>
  );
}

/** What the kind `commendation` writes as a preview. */
interface PaperLook {
  kind: string;
  subject: string;
  recipients: string[];
  body: LookBlock[];
  annexes: { number: string; title: string; body: LookBlock[] }[];
}

type LookBlock =
  | { block: 'heading' | 'text'; text: string; isItalic: boolean }
  | { block: 'table'; title: string; columns: string[]; rows: string[][]; notes: string[] };

function Look({ jobId }: { jobId: string }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const { data, error, refetch } = useQuery<PaperLook, Error>({
    queryKey: [FILE, jobId],
    queryFn: async () => (await (await fetchFile(addressOf(FILE, { path: { slug, id: jobId } }))).json()) as PaperLook,
    staleTime: Infinity,
  });
  if (error) return <ErrorBox error={error} again={() => void refetch()} />;
  if (!data) return <Waiting words={t.report.reading} />;
  return (
    <article className="commendations-look" lang="vi">
      <h3 className="commendations-look-title">
        {data.kind}
        <span>{data.subject}</span>
      </h3>
      {data.recipients.map((line) => (
        <p key={line} className="commendations-look-to">
          {line}
        </p>
      ))}
      {data.body.map(shown)}
      {data.annexes.map(({ number, title, body }) => (
        <section key={number}>
          <h4>
            {number}. {title}
          </h4>
          {body.map(shown)}
        </section>
      ))}
    </article>
  );
}

function shown(block: LookBlock, key: number) {
  if (block.block === 'table') return <LookTable key={key} table={block} />;
  if (block.block === 'heading') return <h4 key={key}>{block.text}</h4>;
  return <p key={key}>{block.isItalic ? <em>{block.text}</em> : block.text}</p>;
}

function LookTable({ table }: { table: Extract<LookBlock, { block: 'table' }> }) {
  return (
    <div className="commendations-table" role="region" aria-label={table.title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
