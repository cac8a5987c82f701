import { noCounters, scoreDistribution, wholePointBands, type ReportData, type UnitCounters } from '#domain';

/** 6 May 2019, 08:00 in Vietnam, and four weeks later. */
const OPENS = Date.UTC(2019, 4, 6, 1);
const CLOSES = Date.UTC(2019, 5, 3, 1);

/** The counts of the contest of Nghệ An, 2019: 182 of 222 units, 240.659 attempts, of which 101.907 with full marks. */
export function nghean(): ReportData {
  const unit = (i: number, counters: Partial<UnitCounters>): ReportData['units'][number] => ({
    ...{ code: `U${String(i).padStart(4, '0')}`, name: `Đơn vị ${i}`, parentName: null, invited: true, rank: null },
    ...{ group: i <= 22 ? 'huyen' : 'so', headcount: i % 2 ? 1_000 : null, earlier: null },
    status: counters.attempts ? 'took_part' : 'silent',
    counters: { ...noCounters(), ...counters },
  });
  const one = { persons: 600, attempts: 1_000, countedAttempts: 700, countedScore: 9_000_000 };
  const units = Array.from({ length: 222 }, (_, i) =>
    i < 181 ? unit(i + 1, { ...one, fullMarksAttempts: 500, fullMarksPersons: 400 }) : unit(i + 1, {}),
  );
  units[181] = unit(182, {
    ...{ persons: 30_000, attempts: 59_659, countedAttempts: 40_000, countedScore: 400_000_000 },
    ...{ fullMarksAttempts: 11_407, fullMarksPersons: 9_000 },
  });
  const sum = (of: (counters: UnitCounters) => number) => units.reduce((all, { counters }) => all + of(counters), 0);
  const total = { persons: 138_000, attempts: 240_659, fullMarksAttempts: 101_907, fullMarksPersons: 81_000 };
  const groups = ['huyen', 'so'].map((key) => {
    const members = units.filter(({ group }) => group === key);
    const tookPart = members.filter(({ status }) => status === 'took_part').length;
    const counters = members.reduce(
      (all, unit) => ({
        persons: all.persons + unit.counters.persons,
        attempts: all.attempts + unit.counters.attempts,
        countedAttempts: all.countedAttempts + unit.counters.countedAttempts,
        countedScore: all.countedScore + unit.counters.countedScore,
        fullMarksAttempts: all.fullMarksAttempts + unit.counters.fullMarksAttempts,
        fullMarksPersons: all.fullMarksPersons + unit.counters.fullMarksPersons,
      }),
      noCounters(),
    );
    const facts = { key, title: key === 'so' ? 'Sở, ban, ngành' : 'Huyện, thành, thị', headcount: null };
    return { ...facts, invited: members.length, tookPart, silent: members.length - tookPart, counters };
  });
  const scores = [
    ...Array.from({ length: 15 }, (_, i) => ({ score: i * 1000, attempts: i === 14 ? 40_000 : i === 0 ? 752 : 7_538 })),
    { score: 15_000, attempts: 101_907 },
  ];
  scores[1]!.attempts += total.attempts - scores.reduce((all, { attempts }) => all + attempts, 0);
  const week = (i: number, attempts: number, fullMarksAttempts: number) => ({
    ...{ id: i, title: `Tuần ${i}`, opensAt: OPENS, closesAt: CLOSES },
    ...{ persons: 50_000, attempts, fullMarksAttempts, fullMarksPersons: 20_000 },
  });
  return {
    contest: {
      ...{ slug: 'nghe-an-2019', title: 'Tìm hiểu kiểm soát thủ tục hành chính', isSample: false },
      ...{ agency: 'Ban Tổ chức cuộc thi', managingAgency: 'Ủy ban nhân dân tỉnh Nghệ An' },
      documents: [{ title: 'Kế hoạch tổ chức cuộc thi', number: '76/KH-UBND', date: '2019-03-05' }],
      audiences: ['Cán bộ, công chức, viên chức', 'Người dân'],
    },
    field: { kind: 'contest', id: 0, title: 'Toàn cuộc thi', opensAt: OPENS, closesAt: CLOSES },
    ...{ countedAt: CLOSES + 3_600_000, isOver: true },
    rules: {
      ...{ counting: 'best', minAttempts: 1, childrenCountForParent: false },
      ...{ questions: 15, minutes: 20, maxScore: 15_000 },
    },
    participation: { invited: 222, tookPart: 182, silent: 40 },
    outsideList: { persons: 0, attempts: 0, fullMarksAttempts: 0, fullMarksPersons: 0 },
    total,
    counted: { attempts: sum((one) => one.countedAttempts), score: sum((one) => one.countedScore) },
    rounds: [week(1, 60_000, 25_000), week(2, 60_000, 25_000), week(3, 60_000, 25_000), week(4, 60_659, 26_907)],
    before: null,
    distribution: { ...scoreDistribution(scores, wholePointBands(15_000)), zero: 752 },
    audiences: [
      { code: 'cbccvc', title: 'Cán bộ, công chức, viên chức', ...total, persons: 100_000, attempts: 200_000 },
      { code: 'dan', title: 'Người dân', persons: 38_000, attempts: 40_659, fullMarksAttempts: 0, fullMarksPersons: 0 },
    ],
    ...{ groups, units },
    days: [
      { day: '2019-05-06', attempts: 140_659, persons: 100_000 },
      { day: '2019-05-07', attempts: 100_000, persons: 38_000 },
    ],
    items: [
      { code: 'C-001', topic: 'Một cửa', stem: 'Thời hạn giải quyết là bao lâu?', asked: 9_000, wrong: 6_000 },
      { code: 'C-002', topic: 'Dịch vụ công', stem: 'Nộp hồ sơ ở đâu?', asked: 9_001, wrong: 12 },
      { code: 'C-003', topic: 'Dịch vụ công', stem: 'Câu hỏi ít người gặp?', asked: 3, wrong: 3 },
    ],
    prizes: [],
  };
}
