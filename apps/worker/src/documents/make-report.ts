import { publishedPrizes } from '#awards';
import { writeReport, type DocumentMaker, type ReportParams } from '#documents';
import { ContestReader, ReportReader, UnitRankingService } from '#results';

/** Reads the figures of a field and writes the report. @throws DomainError as `ReportReader.read` and `writeReport` */
export const makeReport: DocumentMaker<ReportParams> = async (work) => {
  const { contestId, params, clock, signal, progress, write } = work;
  const dataSource = await work.reading();
  const contests = new ContestReader(dataSource);
  const reader = new ReportReader(dataSource, contests, new UnitRankingService(dataSource, clock), clock);
  const { scope, scopeId, format, tellsItems } = params;
  const figures = await reader.read(contestId, {
    ...{ scope, round: scopeId ?? undefined, phase: scopeId ?? undefined, tellsItems },
    onStep: (done, total) => {
      signal.throwIfAborted();
      // Writing is one step more.
      progress(done, total + 1);
    },
  });
  const prizes = await publishedPrizes(dataSource.manager, contestId, figures.field);
  return writeReport({ ...figures, prizes }, format, write);
};
