import type { BlueprintCell } from '#domain';

/** How many questions of level 1, 2 and 3 a paper asks of a field. */
type Levels = readonly [number, number, number];

/**
 * The papers of the four weeks, each drawn from its own part of the bank. Every one has 15 questions, 2/2/4/2/2/1/2 over
 * the fields as a ministry asked in 2020 and 5/6/4 over the levels; which level falls to which field changes from week to
 * week, so that every question of the bank has its turn.
 */
const WEEKS: readonly Readonly<Record<string, Levels>>[] = [
  {
    'chi-dao-dieu-hanh': [0, 1, 1],
    'the-che': [1, 1, 0],
    'thu-tuc-hanh-chinh': [1, 1, 2],
    'to-chuc-bo-may': [0, 1, 1],
    'che-do-cong-vu': [1, 1, 0],
    'tai-chinh-cong': [1, 0, 0],
    'chinh-quyen-so': [1, 1, 0],
  },
  {
    'chi-dao-dieu-hanh': [1, 0, 1],
    'the-che': [1, 1, 0],
    'thu-tuc-hanh-chinh': [2, 1, 1],
    'to-chuc-bo-may': [0, 1, 1],
    'che-do-cong-vu': [1, 1, 0],
    'tai-chinh-cong': [0, 1, 0],
    'chinh-quyen-so': [0, 1, 1],
  },
  {
    'chi-dao-dieu-hanh': [1, 1, 0],
    'the-che': [0, 1, 1],
    'thu-tuc-hanh-chinh': [1, 2, 1],
    'to-chuc-bo-may': [2, 0, 0],
    'che-do-cong-vu': [0, 1, 1],
    'tai-chinh-cong': [0, 0, 1],
    'chinh-quyen-so': [1, 1, 0],
  },
  {
    'chi-dao-dieu-hanh': [1, 1, 0],
    'the-che': [1, 0, 1],
    'thu-tuc-hanh-chinh': [1, 2, 1],
    'to-chuc-bo-may': [1, 1, 0],
    'che-do-cong-vu': [1, 0, 1],
    'tai-chinh-cong': [0, 1, 0],
    'chinh-quyen-so': [0, 1, 1],
  },
];

export interface WeekPaper {
  /** The part of the bank that this week draws from. */
  subBank: string;
  blueprint: BlueprintCell[];
}

export const WEEK_PAPERS: readonly WeekPaper[] = WEEKS.map((fields, week) => ({
  subBank: `tuan-${week + 1}`,
  blueprint: Object.entries(fields).flatMap(([topic, levels]) =>
    levels
      .map((count, i): BlueprintCell => ({ topic, level: (i + 1) as 1 | 2 | 3, count }))
      .filter(({ count }) => count > 0),
  ),
}));
