import { Injectable } from '@nestjs/common';
import { PublishedService, type PublishedResult } from '#awards';
import type { SettledField, WinnerRow } from '#documents';
import { decidedWords, DomainError, formatDateTime, type Decided } from '#domain';

/** Who won, for papers, as the publication that holds says it. */
@Injectable()
export class PaperWinners {
  constructor(private readonly published: PublishedService) {}

  /**
   * The list behind a decision, for those who run the contest: with whole names, those of children and of people who did not
   * agree too, because a decision names whom it gives a prize.
   *
   * @param field 'dot-1', 'giai-doan-2', 'tat-ca'. @throws DomainError ROUND_NOT_FOUND, RESULTS_NOT_PUBLISHED
   */
  async of(slug: string, field: string): Promise<{ field: SettledField; winners: WinnerRow[] }> {
    const result = await this.published.read(slug, { field, number: null, accountId: null, names: 'full' });
    return { field: { title: result.field.title, publication: toldOf(result) }, winners: rowsOf(result) };
  }

  /** Of a round, named as on the official page, for what goes to everybody; null before its results are published. */
  async ofRound(slug: string, round: number): Promise<WinnerRow[] | null> {
    try {
      return rowsOf(await this.published.read(slug, { field: `dot-${round}`, number: null, accountId: null }));
    } catch (error) {
      if (error instanceof DomainError && error.code === 'RESULTS_NOT_PUBLISHED') return null;
      throw error;
    }
  }
}

/** Which publication a list is from, with what anybody can check it by. */
function toldOf({ publication }: PublishedResult): string {
  const { number, published_ms: at, hash, decision_number: decision } = publication;
  return [
    `Theo kết quả chính thức, bản công bố thứ ${number}, lúc ${formatDateTime(at)}`,
    ...(decision === null ? [] : [`Quyết định số ${decision}`]),
    `mã băm SHA-256 của tệp kết quả: ${hash}.`,
  ].join('; ');
}

/** 'ở tiêu chí 2: dự đoán lệch 3' */
const said = (decided: Decided): string => `ở tiêu chí ${decided.step}: ${decidedWords(decided)}`;

function rowsOf({ contest, prizes }: PublishedResult): WinnerRow[] {
  const blocks = contest.regulations?.units.blocks ?? [];
  return prizes.flatMap(({ prize: { title, to, audience, block, amountVnd }, winners }) => {
    const groups = [
      contest.audiences.find(({ code }) => code === audience)?.title,
      blocks.find(({ code }) => code === block)?.title,
    ];
    const group = groups.filter((one) => one !== undefined).join(', ') || null;
    return winners.map(({ name, unitName, score, distance, durationMs, ahead, decided }) => ({
      ...{ prize: title, group, name: to === 'unit' ? unitName : (name ?? ''), amountVnd, score, distance },
      unitName: to === 'unit' ? null : unitName,
      // Cut off as the ranking does.
      elapsedSeconds: durationMs === null ? null : Math.floor(durationMs / 1000),
      reason: ahead ? `hơn ${said(ahead)}` : decided && `sau người trên ${said(decided)}`,
    }));
  });
}
