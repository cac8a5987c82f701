import { formatDate, formatDateTime, type ReportData } from '#domain';
import type { Annex, Block, Heading, OfficialDocument, Paragraph } from '../official-document.js';
import { fact, factsOf, joined, pen, type ReportFacts, type Sentence } from './figures.js';
import * as tables from './report-tables.js';
import type { NamedRate } from './report-summary.js';

/** A report before it has a format, with the figures that its sentences print. */
export interface ReportDraft {
  document: OfficialDocument;
  /** Each sentence as it stands in the document, in its order. */
  sentences: Sentence[];
}

/** Stands before what only people can write. */
const DRAFT = '[Dự thảo để Ban Tổ chức sửa] ';
const LEFT_TO_PEOPLE = '[Ban Tổ chức bổ sung: ';
const UNITS_NAMED = 5;

/**
 * The report of a contest, phase or round in the form of Nghị định 30/2020/NĐ-CP: sections I to V with their tables, lists in
 * annexes. Every number in a sentence is printed from the counts of `data`; what people have to write or judge is a draft in
 * italics that says so. Number, date and signature are left to the document office.
 */
export function reportDocument(data: ReportData): ReportDraft {
  const facts = factsOf(data);
  const sentences: Sentence[] = [];
  const written = (sentence: Sentence, form: Partial<Paragraph> = {}): Paragraph => {
    sentences.push(sentence);
    return { block: 'paragraph', text: sentence.text, ...form };
  };
  const body = [
    heading(1, 'I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC'),
    ...organization(facts, written),
    heading(1, 'II. KẾT QUẢ'),
    ...results(facts, written),
    heading(1, 'III. ĐÁNH GIÁ'),
    ...judgement(facts, written),
    heading(1, 'IV. KHEN THƯỞNG'),
    ...awards(facts, written),
    heading(1, 'V. KIẾN NGHỊ'),
    ...proposals(facts, written),
  ];
  const what = data.field.kind === 'contest' ? '' : `${data.field.title} `;
  return {
    sentences,
    document: {
      letterhead: {
        managingAgency: data.contest.managingAgency,
        agency: data.contest.agency ?? 'BAN TỔ CHỨC CUỘC THI',
        symbol: 'BC-BTC',
      },
      place: null,
      kind: 'BÁO CÁO',
      subject: `Kết quả ${what}Cuộc thi “${data.contest.title}”${data.contest.isSample ? ' (dữ liệu mẫu)' : ''}`,
      recipients: [],
      body,
      receivers: ['Như trên', 'Các đơn vị tham gia cuộc thi', 'Lưu: VT'],
      signature: { authority: 'TM. BAN TỔ CHỨC', post: 'TRƯỞNG BAN' },
      annexes: annexes(data),
    },
  };
}

type Written = (sentence: Sentence, form?: Partial<Paragraph>) => Paragraph;

const heading = (level: Heading['level'], text: string): Heading => ({ block: 'heading', level, text });
const left = (what: string): Paragraph => ({ block: 'paragraph', text: `${LEFT_TO_PEOPLE}${what}]`, italic: true });

const COUNTING: Record<ReportData['rules']['counting'], string> = {
  best: 'lượt thi tốt nhất của mỗi người',
  first: 'lượt thi đầu tiên của mỗi người',
  last: 'lượt thi cuối cùng của mỗi người',
};

function organization(facts: ReportFacts, written: Written): Block[] {
  const { say, count, points } = pen(facts);
  const { contest, field, rules } = facts;
  const documents = contest.documents.map(({ title, number, date }) => {
    const of = [number === null ? '' : ` số ${number}`, date === null ? '' : ` ngày ${formatDate(Date.parse(date))}`];
    return written(say`Căn cứ ${fact(`${title}${of.join('')}`)};`, { item: true });
  });
  const paper: Sentence[] = [
    say`Thời gian tổ chức: từ ${fact(formatDateTime(field.opensAt))} đến ${fact(formatDateTime(field.closesAt))}, gồm ${count('rounds.length')} đợt.`,
    say`Đối tượng: ${fact(contest.audiences.join('; '))}.`,
  ];
  if (rules.questions !== null) paper.push(say`Mỗi đề thi có ${count('rules.questions')} câu hỏi.`);
  if (rules.minutes !== null) paper.push(say`Thời gian làm bài ${count('rules.minutes')} phút.`);
  if (rules.maxScore !== null) paper.push(say`Điểm tối đa của một bài là ${points('rules.maxScore')} điểm.`);
  paper.push(say`Kết quả của một người trong một đợt lấy theo ${fact(COUNTING[rules.counting])}.`);
  const below = rules.childrenCountForParent ? ', tính cả lượt thi của đơn vị cấp dưới' : '';
  paper.push(
    say`Đơn vị được tính là tham gia khi có từ ${count('rules.minAttempts')} lượt thi được tính trở lên${fact(below)}.`,
  );
  return [
    heading(2, '1. Căn cứ tổ chức'),
    ...(documents.length > 0 ? documents : [left('kế hoạch, quyết định là căn cứ tổ chức cuộc thi')]),
    heading(2, '2. Ban Tổ chức và công tác tuyên truyền'),
    left('thành phần Ban Tổ chức, Ban Giám khảo, Tổ giúp việc; các hình thức tuyên truyền, hướng dẫn'),
    heading(2, '3. Thời gian, nội dung, thể lệ'),
    written(joined(paper)),
  ];
}

function results(facts: ReportFacts, written: Written): Block[] {
  const { items } = facts;
  return [
    heading(2, '1. Đơn vị tham gia và kết quả chung'),
    written(participationSentences(facts)),
    tables.unitsTakingPart(facts),
    ...(facts.participation.silent > 0
      ? [written(pen(facts).say`Các đơn vị chưa tham gia có tên trong Phụ lục II.`)]
      : []),
    heading(2, '2. Số người, số lượt dự thi'),
    written(personsSentence(facts)),
    ...facts.rounds.flatMap((_, i) =>
      facts.rounds.length > 1 ? [written(roundSentence(facts, i), { item: true })] : [],
    ),
    tables.personsAndAttempts(facts),
    heading(2, '3. Chất lượng bài thi'),
    written(qualitySentence(facts)),
    tables.distributionTable(facts),
    ...(facts.total.attempts > 0 ? [tables.distributionChart(facts)] : []),
    heading(2, '4. Theo loại đối tượng'),
    ...(facts.audiences.length > 1 ? [written(audienceSentence(facts))] : []),
    tables.audienceTable(facts),
    heading(2, '5. Theo nhóm đơn vị'),
    ...unitSentences(facts).map((sentence) => written(sentence)),
    tables.groupTable(facts),
    ...(facts.total.attempts > 0 && facts.groups.length > 1 ? [tables.groupChart(facts)] : []),
    heading(2, '6. Diễn biến theo thời gian'),
    ...(facts.summary.busiestDay ? [written(daySentence(facts)), tables.dayChart(facts)] : []),
    heading(2, '7. Câu hỏi trả lời sai nhiều'),
    ...(items === null
      ? [left('ngân hàng câu hỏi do cơ quan cấp trên giao, kết quả từng câu do cơ quan đó cung cấp')]
      : items.length === 0
        ? [written(pen(facts).say`Chưa có bài thi nào được chấm.`)]
        : [written(itemSentence(facts)), tables.itemTable(items), tables.itemChart(items)]),
  ];
}

/** The sentence of the report of Nghệ An, 2019. */
function participationSentences(facts: ReportFacts): Sentence {
  const { say, count, percent, points } = pen(facts);
  const { participation, total, rules, isOver, countedAt } = facts;
  const when = isOver ? 'Kết thúc cuộc thi' : `Tính đến ${formatDateTime(countedAt)}`;
  const units =
    participation.invited === 0
      ? say`không có đơn vị, địa phương nào trong danh sách mời`
      : say`có ${count('participation.tookPart')}/${count('participation.invited')} đơn vị, địa phương tham gia (chiếm tỷ lệ ${percent('participation.tookPart', 'participation.invited')})`;
  const share =
    total.attempts === 0 ? null : say`(chiếm tỷ lệ ${percent('total.fullMarksAttempts', 'total.attempts')})`;
  const most =
    rules.maxScore === null
      ? say`đạt điểm tối đa`
      : say`đạt điểm tối đa (${points('rules.maxScore')}/${points('rules.maxScore')} điểm)`;
  const attempts = share
    ? joined([
        say`có ${count('total.attempts')} lượt thi, trong đó có ${count('total.fullMarksAttempts')} lượt thi`,
        most,
        share,
      ])
    : say`chưa có lượt thi nào`;
  return joined(
    [
      say`${fact(facts.field.kind === 'contest' || !isOver ? when : `Kết thúc ${facts.field.title}`)}, `,
      units,
      say`; `,
      attempts,
      say`.`,
    ],
    '',
  );
}

/** The sentence of Bình Thuận, with persons and attempts told apart. */
function personsSentence(facts: ReportFacts): Sentence {
  const { say, count, percent, ratio } = pen(facts);
  if (facts.total.attempts === 0) return say`Chưa có người dự thi.`;
  const first = say`Có ${count('total.persons')} người tham gia, với ${count('total.attempts')} lượt dự thi (bình quân ${ratio('total.attempts', 'total.persons')} lượt/người) và có ${count('total.fullMarksPersons')} người dự thi trả lời đúng tất cả câu hỏi (chiếm tỷ lệ ${percent('total.fullMarksPersons', 'total.persons')} số người).`;
  if (!facts.before) return first;
  return joined([
    first,
    say`So với ${fact(facts.before.title)} (${count('before.persons')} người, ${count('before.attempts')} lượt), số người bằng ${percent('total.persons', 'before.persons')}, số lượt bằng ${percent('total.attempts', 'before.attempts')}.`,
  ]);
}

function roundSentence(facts: ReportFacts, i: number): Sentence {
  const { say, count } = pen(facts);
  const { title } = facts.rounds[i]!;
  return say`${fact(title)}: ${count(`rounds.${i}.persons`)} người, ${count(`rounds.${i}.attempts`)} lượt, ${count(`rounds.${i}.fullMarksAttempts`)} lượt đạt điểm tối đa.`;
}

/** The sentence of Huế on the quality, each attempt in one band. */
function qualitySentence(facts: ReportFacts): Sentence {
  const { say, count, percent, points } = pen(facts);
  if (facts.total.attempts === 0) return say`Chưa có bài thi nào được chấm.`;
  const band = (name: string, path: string) =>
    say`${count(`summary.bands.${path}`)} bài ${fact(name)} (${percent(`summary.bands.${path}`, 'total.attempts')})`;
  const bands = joined(
    [
      band('đạt điểm tối đa', 'full'),
      band('đạt từ bốn phần năm số điểm trở lên', 'high'),
      band('đạt từ một nửa đến dưới bốn phần năm số điểm', 'middle'),
      band('đạt dưới một nửa số điểm', 'low'),
    ],
    ', ',
  );
  const mean =
    facts.summary.meanScore === null
      ? []
      : [say` Điểm trung bình của các lượt thi được tính là ${points('summary.meanScore')} điểm.`];
  return joined(
    [
      say`Về chất lượng bài thi, có `,
      bands,
      say`; có ${count('summary.bands.none')} bài không được điểm nào.`,
      ...mean,
    ],
    '',
  );
}

function audienceSentence(facts: ReportFacts): Sentence {
  const { say, count, percent } = pen(facts);
  const each = facts.audiences.map(
    ({ title }, i) =>
      say`${count(`audiences.${i}.persons`)} ${fact(title)} (${percent(`audiences.${i}.persons`, 'total.persons')} số người, ${count(`audiences.${i}.attempts`)} lượt)`,
  );
  return joined([say`Trong số ${count('total.persons')} người tham gia có `, joined(each, '; '), say`.`], '');
}

/** The sentence of Huế on units: those of which everybody took part, and those with few. */
function unitSentences(facts: ReportFacts): Sentence[] {
  const { say, count, percent } = pen(facts);
  const { summary } = facts;
  const found: Sentence[] = [];
  if (summary.largest.length > 0) {
    const each = summary.largest.map(
      ({ name }, i) =>
        say`${fact(name)} (${count(`summary.largest.${i}.persons`)} người, ${count(`summary.largest.${i}.attempts`)} lượt)`,
    );
    found.push(joined([say`Các đơn vị có nhiều người tham gia nhất: `, joined(each, '; '), say`.`], ''));
  }
  const named = (list: readonly NamedRate[], path: string) =>
    joined(
      list
        .slice(0, UNITS_NAMED)
        .map(
          ({ name }, i) =>
            say`${fact(name)} (${percent(`summary.${path}.${i}.persons`, `summary.${path}.${i}.headcount`)})`,
        ),
      ', ',
    );
  if (summary.wholeUnits.length > 0)
    found.push(
      joined(
        [
          say`Có ${count('summary.wholeUnits.length')} đơn vị có số người tham gia bằng hoặc hơn số người đã khai, như `,
          named(summary.wholeUnits, 'wholeUnits'),
          say`.`,
        ],
        '',
      ),
    );
  if (summary.lowUnits.length > 0)
    found.push(
      joined(
        [
          say`Tuy nhiên, vẫn còn ${count('summary.lowUnits.length')} đơn vị tham gia với tỷ lệ thấp (dưới một phần năm số người), như `,
          named(summary.lowUnits, 'lowUnits'),
          say`.`,
        ],
        '',
      ),
    );
  return found;
}

function daySentence(facts: ReportFacts): Sentence {
  const { say, count } = pen(facts);
  const day = formatDate(Date.parse(facts.summary.busiestDay!.day));
  return say`Có lượt thi trong ${count('days.length')} ngày; nhiều nhất là ngày ${fact(day)} với ${count('summary.busiestDay.attempts')} lượt. Số liệu từng ngày có trong Phụ lục III.`;
}

function itemSentence(facts: ReportFacts): Sentence {
  const { say, count } = pen(facts);
  return say`Trong ${count('items.length')} câu đã hỏi, có ${count('summary.hardItems')} câu mà quá nửa số lượt trả lời chưa đúng. Các câu trong bảng dưới đây là nội dung cần tuyên truyền thêm.`;
}

function judgement(facts: ReportFacts, written: Written): Block[] {
  const { say, count, percent } = pen(facts);
  const { participation, total, summary } = facts;
  const draft = (sentence: Sentence) =>
    written(joined([say`${fact(DRAFT)}`, sentence], ''), { item: true, italic: true });
  const good: Sentence[] = [];
  const poor: Sentence[] = [];
  if (participation.tookPart > 0)
    good.push(
      say`Cuộc thi được ${count('participation.tookPart')}/${count('participation.invited')} đơn vị, địa phương hưởng ứng (${percent('participation.tookPart', 'participation.invited')}), với ${count('total.persons')} người tham gia.`,
    );
  if (total.fullMarksPersons > 0)
    good.push(
      say`Có ${count('total.fullMarksPersons')} người trả lời đúng tất cả câu hỏi, cho thấy người dự thi đã tìm hiểu kỹ nội dung.`,
    );
  if (participation.silent > 0)
    poor.push(say`Còn ${count('participation.silent')} đơn vị được mời chưa tham gia (Phụ lục II).`);
  if (summary.lowUnits.length > 0)
    poor.push(say`Còn ${count('summary.lowUnits.length')} đơn vị có tỷ lệ người tham gia dưới một phần năm.`);
  if (summary.hardItems > 0)
    poor.push(
      say`Còn ${count('summary.hardItems')} câu hỏi mà quá nửa số lượt trả lời chưa đúng, là nội dung người dự thi chưa nắm vững.`,
    );
  const list = (sentences: Sentence[], what: string) => (sentences.length > 0 ? sentences.map(draft) : [left(what)]);
  return [
    heading(2, '1. Ưu điểm'),
    ...list(good, 'ưu điểm'),
    heading(2, '2. Hạn chế'),
    ...list(poor, 'hạn chế'),
    heading(2, '3. Nguyên nhân'),
    left('nguyên nhân khách quan, chủ quan của các hạn chế'),
  ];
}

function awards(facts: ReportFacts, written: Written): Block[] {
  const { say, count } = pen(facts);
  const { persons, units } = facts.summary.winners;
  // Nothing is published: whether something will be, and what was given without this program, only people know.
  if (persons + units === 0) return [left('danh sách giải cá nhân, giải tập thể theo kết quả đã công bố')];
  return [
    written(
      say`Theo kết quả đã công bố, có ${count('summary.winners.persons')} giải cá nhân và ${count('summary.winners.units')} giải tập thể.`,
    ),
    ...(persons > 0 ? [tables.prizeTable(facts, 'person')] : []),
    ...(units > 0 ? [tables.prizeTable(facts, 'unit')] : []),
  ];
}

function proposals(facts: ReportFacts, written: Written): Block[] {
  const { say, count } = pen(facts);
  const drafts: Sentence[] = [];
  if (facts.summary.hardItems > 0)
    drafts.push(
      say`Đề nghị cơ quan chuyên môn tiếp tục tuyên truyền ${count('summary.hardItems')} nội dung mà người dự thi trả lời sai nhiều.`,
    );
  if (facts.participation.silent > 0)
    drafts.push(
      say`Đề nghị thủ trưởng ${count('participation.silent')} đơn vị chưa tham gia quan tâm chỉ đạo trong các cuộc thi tiếp theo.`,
    );
  return [
    ...drafts.map((one) => written(joined([say`${fact(DRAFT)}`, one], ''), { item: true, italic: true })),
    left('kiến nghị, đề xuất với cơ quan cấp trên'),
    written(
      say`Trên đây là báo cáo kết quả ${fact(facts.field.kind === 'contest' ? '' : `${facts.field.title} `)}Cuộc thi “${fact(facts.contest.title)}”, số liệu tính đến ${fact(formatDateTime(facts.countedAt))}.`,
    ),
  ];
}

function annexes(data: ReportData): Annex[] {
  const silent = tables.silentTable(data);
  return [
    {
      ...{ number: 'Phụ lục I', title: 'KẾT QUẢ CỦA TỪNG ĐƠN VỊ', landscape: true },
      body: [tables.unitTable(data)],
    },
    {
      ...{ number: 'Phụ lục II', title: 'ĐƠN VỊ ĐƯỢC MỜI CHƯA THAM GIA', landscape: false },
      body:
        silent.rows.length > 0
          ? [silent]
          : [{ block: 'paragraph', text: 'Tất cả đơn vị được mời đã tham gia.' } satisfies Paragraph],
    },
    {
      ...{ number: 'Phụ lục III', title: 'SỐ LIỆU THEO NGÀY', landscape: false },
      body: [tables.dayTable(data)],
    },
  ];
}
