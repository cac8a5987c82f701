import type { DataSource, EntityManager } from 'typeorm';
import { BankService, type ItemDraft } from '#bank';
import type { ContestDraft } from '#contests';
import { UnitService } from '#units';
import { buildContestRules, buildRoundRules } from '../../support/contest.js';
import { OPENING, WEEK } from '../../support/insert.js';

/** A bank of `count` plain questions of one topic; answers with its number and its pool. */
export async function makeBank(manager: EntityManager, code: string, count: number) {
  const bank = new BankService();
  const items = Array.from({ length: count }, (_, i): ItemDraft => ({
    code: `${code}-${i}`,
    topic: 'the-che',
    topicName: null,
    level: 1,
    subBank: null,
    status: 'published',
    kind: 'single',
    stem: `Câu hỏi thứ ${i}`,
    options: ['một', 'hai', 'ba', 'bốn'].map((text, place) => ({ text, right: place === i % 4 })),
    explanation: 'Theo Nghị định.',
    document: '63/2010/NĐ-CP',
    date: null,
    article: null,
    validFrom: null,
    validTo: null,
    mark: null,
  }));
  const { bankId } = await bank.importItems(manager, { bankCode: code, bankTitle: 'Ngân hàng', sample: false, items });
  return { bankId, pool: await bank.publishedPool(manager, bankId) };
}

/** A draft of two weekly rounds from 6 May 2019, five questions each. */
export function draftOf(
  slug: string,
  bankId: number,
  pool: number[],
  changes: Partial<ContestDraft> = {},
): ContestDraft {
  const rules = buildRoundRules({ prediction: { subject: 'attempts', min: 0, max: 1000, whichCounts: 'last' } });
  const round = (id: number) => ({
    id,
    phaseId: null,
    title: `Tuần ${id}`,
    opensAt: OPENING + (id - 1) * WEEK,
    closesAt: OPENING + id * WEEK,
    rules,
    pool,
  });
  return {
    slug,
    title: 'Tìm hiểu cải cách hành chính',
    hotline: '0238 3844 000',
    bankId,
    sample: false,
    rules: buildContestRules(),
    phases: [],
    rounds: [round(1), round(2)],
    audiences: [],
    ...changes,
  };
}

/** A province with a department and two communes in the tree. */
export async function makeTree(dataSource: DataSource): Promise<void> {
  const unit = (code: string, fullName: string, parentCode: string | null, level: string, kind: string) => ({
    code,
    parentCode,
    level,
    kind,
    name: fullName,
    fullName,
    validFrom: '2025-07-01',
    validTo: null,
  });
  await new UnitService().importTree(
    dataSource.manager,
    [
      unit('40', 'Tỉnh Nghệ An', null, 'province', 'territorial'),
      unit('NA-S01', 'Sở Nội vụ', '40', 'department', 'agency'),
      unit('NA-S01-1', 'Chi cục Văn thư', 'NA-S01', 'office', 'agency'),
      unit('16681', 'Phường Thành Vinh', '40', 'commune', 'territorial'),
      unit('17357', 'Xã Anh Sơn', '40', 'commune', 'territorial'),
    ],
    { sample: false },
  );
}

export const invite = (code: string, headcount: number | null = 40) => ({
  code,
  validFrom: '2025-07-01',
  headcount,
  headcountNote: headcount === null ? null : 'giả định',
});
