import { CommendationReader, type ProposedLine, type ProposalDetail } from '#awards';
import { ContestDirectory } from '#contests';
import {
  commendationProposal,
  documentLook,
  FILE_MIME,
  writeDocument,
  type CommendationParams,
  type DocumentMaker,
  type ProposedRow,
} from '#documents';
import { commendationWords, formatDate, type Scope } from '#domain';
import { ContestReader, UnitRankingService, UnitStandings } from '#results';

const WHOLE: Scope = { kind: 'contest', id: 0 };

/** A list of proposals as a tờ trình with its annexes. @throws DomainError COMMENDATION_NOT_FOUND */
export const makeCommendation: DocumentMaker<CommendationParams> = async (work) => {
  const { contestId, slug, params, dataSource, clock, signal, progress, write } = work;
  const rankings = new UnitRankingService(dataSource, clock);
  const standings = new UnitStandings(dataSource, new ContestReader(dataSource), rankings);
  const standingsOf = async (id: number, scope: Scope) => (await standings.read(id, scope)).units;
  const detail = await new CommendationReader(dataSource).read(contestId, params.proposalId, standingsOf);
  signal.throwIfAborted();
  progress(1, 2);
  const contest = await new ContestDirectory(dataSource, clock).bySlug(slug);
  const { participation, persons, attempts } = await standings.read(contestId, WHOLE);
  const { proposal, lines } = detail;
  const document = commendationProposal({
    ...{ title: contest.title, agency: contest.agency, managingAgency: contest.managingAgency },
    ...{ form: proposal.form, formWords: proposal.form_words, authority: proposal.authority },
    bases: [...contest.documents.map(paperWords), ...detail.sources.map(sourceWords)],
    participation: { ...participation, persons, attempts },
    persons: lines.filter((line) => line.participant_id !== null).map(rowOf),
    units: lines.filter((line) => line.participant_id === null).map(rowOf),
    isSample: contest.sample,
  });
  const { format } = params;
  const name = `Tờ trình đề nghị tặng ${commendationWords(proposal.form, proposal.form_words)} - ${contest.title}`;
  if (format === 'preview') {
    await write(Buffer.from(JSON.stringify(documentLook(document))));
    return { name: `${name}.json`, mime: 'application/json' };
  }
  await writeDocument(document, format, write);
  return { name: `${name}.${format}`, mime: FILE_MIME[format] };
};

const rowOf = (line: ProposedLine): ProposedRow => ({
  ...{ name: line.full_name ?? line.unit_name, post: line.post, reason: line.printedReason, untrue: line.untrue },
  unitName: line.participant_id === null ? null : line.unit_name,
});

function paperWords({ title, number, date }: { title: string; number: string | null; date: string | null }): string {
  const of = [number === null ? '' : ` số ${number}`, date === null ? '' : ` ngày ${formatDate(Date.parse(date))}`];
  return `${title}${of.join('')}`;
}

/** By the decision that recognizes the results, once the document office has numbered it. */
function sourceWords({ field, publication }: ProposalDetail['sources'][number]): string {
  const what = field.scope.kind === 'contest' ? 'kết quả cuộc thi' : `kết quả ${field.title}`;
  const { decision_number: number, decision_date: date, decision_signer: signer } = publication;
  if (number !== null) {
    return `Quyết định số ${number} ngày ${formatDate(Date.parse(date!))} của ${signer} công nhận ${what}`;
  }
  return `${what} công bố ngày ${formatDate(publication.published_ms)} (bản công bố thứ ${publication.number})`;
}
