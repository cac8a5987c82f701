import { checkedItemOf, type GiftItem } from '#bank';
import {
  checkBank,
  figuresRise,
  jaccard,
  preparePool,
  studyDraws,
  trigramSets,
  type DrawStudy,
  type PoolItem,
} from '#domain';
import { WEEK_PAPERS, type WeekPaper } from './week-papers.js';

/** Field by field as the bank has them, in the order of the file. */
const FIELDS: Readonly<Record<string, string>> = {
  'chi-dao-dieu-hanh': 'Direction and leadership (chỉ đạo, điều hành)',
  'the-che': 'Institutions (thể chế)',
  'thu-tuc-hanh-chinh': 'Administrative procedures (thủ tục hành chính)',
  'to-chuc-bo-may': 'Organization (tổ chức bộ máy)',
  'che-do-cong-vu': 'Civil service (chế độ công vụ)',
  'tai-chinh-cong': 'Public finance (tài chính công)',
  'chinh-quyen-so': 'Digital government (chính quyền số)',
};
const LEVELS = [1, 2, 3] as const;

/**
 * What can be counted about the sample bank, as Markdown: fields, levels and status, the checks of the bank, the weekly
 * parts, and what many drawn papers look like, down to the exposure of each question.
 *
 * @param items the bank as read from its file
 * @param wish.today local day 'YYYY-MM-DD' on which windows are judged
 * @param wish.papers how many papers are drawn for each week
 * @example bankReport(readGift(text).items, { today: '2026-11-22', papers: 10_000 })
 */
export function bankReport(items: readonly GiftItem[], wish: { today: string; papers: number }): string {
  const published = items.filter(({ meta }) => meta.status === 'published');
  const weeks = WEEK_PAPERS.map((paper) => studyWeek(published, paper, wish.papers));
  return [
    '### Fields, levels and status',
    statusTable(items),
    '### What the published questions are like',
    natureTable(published),
    '### What the checks say',
    checksTable(published, wish.today),
    '### The weekly parts',
    weeksTable(weeks),
    `### ${wish.papers.toLocaleString('en')} papers of each week`,
    drawsTable(weeks),
    exposureList(weeks),
  ].join('\n\n');
}

function statusTable(items: readonly GiftItem[]): string {
  const kinds = [
    (item: GiftItem) => item.meta.status === 'published' && item.meta.mark === null,
    (item: GiftItem) => item.meta.status === 'published' && item.meta.mark !== null,
    (item: GiftItem) => item.meta.status !== 'published',
  ];
  const row = (own: readonly GiftItem[]) => [
    ...kinds.flatMap((isKind) =>
      LEVELS.map((level) => count(own, (item) => isKind(item) && item.meta.level === level)),
    ),
    own.length,
  ];
  return table(
    ['field', ...['published', 'marked', 'draft'].flatMap((kind) => LEVELS.map((level) => `${kind} ${level}`)), 'all'],
    [
      ...Object.entries(FIELDS).map(([topic, title]) => [title, ...row(ofTopic(items, topic))]),
      ['**all**', ...row(items).map((sum) => `**${sum}**`)],
    ],
  );
}

function natureTable(published: readonly GiftItem[]): string {
  const share = (number: number) => `${((100 * number) / published.length).toFixed(0)} %`;
  const rows: [string, (item: GiftItem) => boolean][] = [
    ['a situation: what somebody must do, bring, decide, where to complain', ({ meta }) => meta.asks === 'situation'],
    ['a figure, a date or a title', ({ meta }) => meta.asks === 'figure'],
    ['one of four', ({ kind }) => kind === 'single'],
    ['several right', ({ kind }) => kind === 'multiple'],
    ['true or false', ({ kind }) => kind === 'true_false'],
    ['level 1, recognise', ({ meta }) => meta.level === 1],
    ['level 2, understand', ({ meta }) => meta.level === 2],
    ['level 3, apply', ({ meta }) => meta.level === 3],
    ['with its article', ({ meta }) => meta.article !== null],
    ['with a last day of validity', ({ meta }) => meta.validTo !== null],
  ];
  return table(
    ['published questions', String(published.length), 'share'],
    rows.map(([name, test]) => [name, count(published, test), share(count(published, test))]),
  );
}

function checksTable(published: readonly GiftItem[], today: string): string {
  const report = checkBank(published.map(checkedItemOf), today);
  const faults = report.items.flatMap((item) => item.faults);
  const balance = report.keyBalance!;
  const firstFacts = new Map<string, number>();
  for (const { meta } of published) firstFacts.set(meta.facts[0]!, (firstFacts.get(meta.facts[0]!) ?? 0) + 1);
  const letters = report.keyPlaces.filter(({ expected }) => expected > 0).map(({ count: own }) => own);
  return table(
    ['check', 'result'],
    [
      ['errors and warnings of single questions', faults.length],
      ['faults of the bank as a whole', report.faults.length],
      ['keys at A, B, C, D', letters.join(', ')],
      ['χ² of these', `${balance.statistic.toFixed(2)} (5 % limit ${balance.limit})`],
      ['key the longest option', `${report.keyLongest.count} (chance ${report.keyLongest.expected.toFixed(1)})`],
      ['most alike two stems, shared trigrams', `${(100 * mostAlike(published)).toFixed(0)} % (limit 75 %)`],
      ['most questions from one fact', Math.max(...firstFacts.values())],
      ['facts used', new Set(published.flatMap(({ meta }) => meta.facts)).size],
    ],
  );
}

interface Week {
  paper: WeekPaper;
  items: GiftItem[];
  study: DrawStudy;
  /** By place in `items`. */
  exposure: number[];
}

function studyWeek(published: readonly GiftItem[], paper: WeekPaper, papers: number): Week {
  const items = published.filter(({ meta }) => meta.subBank === paper.subBank);
  const pool = preparePool(items.map(poolItem));
  const rules = { ...paper, shuffleItems: true, shuffleOptions: true, avoidSeenItems: true };
  const study = studyDraws(pool, rules, papers);
  return { paper, items, study, exposure: items.map((_, i) => study.exposure.get(i)!) };
}

const poolItem = ({ topic, kind, options, meta: { level, subBank } }: GiftItem, at: number): PoolItem => ({
  ...{ id: at, itemId: at, topic: topic!, level: level!, subBank, optionCount: options.length },
  fixedOptionOrder: kind === 'true_false' || figuresRise(options.map(({ text }) => text)),
});

function weeksTable(weeks: readonly Week[]): string {
  const cell = ({ paper, items }: Week, topic: string) =>
    LEVELS.map((level) => {
      const asked = paper.blueprint.find((line) => line.topic === topic && line.level === level)?.count ?? 0;
      return `${asked}/${count(ofTopic(items, topic), ({ meta }) => meta.level === level)}`;
    }).join(' ');
  return [
    'Questions asked of level 1, 2, 3, each over the questions that the part has of it.',
    table(
      ['field', ...weeks.map(({ paper }) => paper.subBank)],
      [
        ...Object.entries(FIELDS).map(([topic, title]) => [title, ...weeks.map((week) => cell(week, topic))]),
        ['**all**', ...weeks.map(({ items }) => `**15/${items.length}**`)],
      ],
    ),
  ].join('\n\n');
}

function drawsTable(weeks: readonly Week[]): string {
  const spread = (counts: Iterable<{ min: number; max: number }>) =>
    [...counts].map(({ min, max }) => (min === max ? min : `${min}–${max}`)).join('/');
  return table(
    ['week', 'by field', 'by level', 'least exposed', 'median', 'most exposed'],
    weeks.map(({ paper, study, exposure }) => {
      const ascending = exposure.toSorted((a, b) => a - b);
      const topics = Object.keys(FIELDS).map((topic) => study.topics.get(topic)!);
      const levels = LEVELS.map((level) => study.levels.get(level)!);
      const [least, median, most] = [0, Math.floor(ascending.length / 2), -1].map((at) => percent(ascending.at(at)!));
      return [paper.subBank, spread(topics), spread(levels), least!, median!, most!];
    }),
  );
}

function exposureList(weeks: readonly Week[]): string {
  const lines = weeks.flatMap(({ paper, items, exposure }) => [
    `**${paper.subBank}**: ${items.map(({ title }, i) => `${title} ${percent(exposure[i]!)}`).join(', ')}`,
  ]);
  return ['<details><summary>Exposure of each question</summary>', ...lines, '</details>'].join('\n\n');
}

function mostAlike(items: readonly GiftItem[]): number {
  const grams = trigramSets(items.map(({ stem }) => stem));
  return Math.max(...grams.flatMap((own, a) => grams.slice(a + 1).map((other) => jaccard(own, other))));
}

const ofTopic = (items: readonly GiftItem[], topic: string) => items.filter((item) => item.topic === topic);
const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
