/**
 * A document of the administration before it has a format: what Word, Excel and PDF are all made from, so that they cannot
 * say different things. Numbers are numbers here; each format writes them as people read them ('240.659', '81,98%').
 *
 * Source of the layout: Nghị định 30/2020/NĐ-CP, Phụ lục I. Number, date and signature stay empty: the document office
 * gives them.
 */
export interface OfficialDocument {
  /** The agency above the one that issues it, and that one: the block at the top left. */
  letterhead: { managingAgency: string | null; agency: string; /** 'BC-BTC' in 'Số: …/BC-BTC' */ symbol: string };
  /** 'Nghệ An' in 'Nghệ An, ngày … tháng … năm …'; null leaves room for it. */
  place: string | null;
  /** 'BÁO CÁO', 'THÔNG BÁO', 'GIẤY MỜI'. */
  kind: string;
  /** Trích yếu, below the kind. */
  subject: string;
  /** Whom it goes to; empty: no 'Kính gửi'. */
  recipients: string[];
  body: Block[];
  /** Under 'Nơi nhận', without the dashes. */
  receivers: string[];
  /** 'TM. BAN TỔ CHỨC', 'TRƯỞNG BAN'. */
  signature: { authority: string; post: string } | null;
  annexes: Annex[];
  /** Only the annexes are printed: the paper that they belong to is written elsewhere. */
  only?: 'annexes';
}

/** On pages of its own, which are numbered from 1. */
export interface Annex {
  /** 'Phụ lục I' */
  number: string;
  title: string;
  landscape: boolean;
  body: Block[];
}

export type Block = Heading | Paragraph | Table | Chart | Picture;

export interface Heading {
  block: 'heading';
  /** 1 'I. TIÊU ĐỀ', 2 '1. Tiêu đề', 3 'a) Tiêu đề'; the number is part of the text. */
  level: 1 | 2 | 3;
  text: string;
}

export interface Paragraph {
  block: 'paragraph';
  text: string;
  /** An item of a list, with a dash. */
  item?: boolean;
  italic?: boolean;
  bold?: boolean;
  align?: 'justify' | 'center';
}

export interface Table {
  block: 'table';
  /** Its name in the workbook and for who looks for it: 'units-taking-part'. Unique in a document. */
  id: string;
  /** 'Bảng 1. Đơn vị được mời và tham gia' */
  title: string;
  columns: Column[];
  rows: Cell[][];
  /** The last row adds the others up. */
  hasTotal?: boolean;
  /** Below it, in italics: how it was rounded, when it was counted. */
  note?: string;
  /** Longer ones stand on paper with so many rows and a sentence on the rest; the workbook has all. */
  rowsOnPaper?: number;
}

export interface Column {
  title: string;
  /** How wide beside the others. */
  weight: number;
  align: 'left' | 'right' | 'center';
  /**
   * What the cells are. count: an integer; percent: of two counts; points: 1/1000 point; ratio: of two counts, with two
   * decimals ('1,73'); seconds: whole seconds as '6 phút 12 giây'; moment: epoch ms.
   */
  kind: 'text' | 'count' | 'percent' | 'ratio' | 'points' | 'seconds' | 'moment' | 'date';
}

/** Null is written as '–'. A share is its two counts, never a percentage. Dates are 'YYYY-MM-DD'. */
export type Cell = string | number | { numerator: number; denominator: number } | null;

export interface Chart {
  block: 'chart';
  id: string;
  title: string;
  /** bars lie (long names), columns stand (a scale), line is a course in time. */
  form: 'bars' | 'columns' | 'line';
  /** What is counted: 'lượt thi'. */
  unit: string;
  points: { label: string; value: number }[];
}

/** A picture in the middle of the line: the code of a link. The workbook has none. */
export interface Picture {
  block: 'picture';
  png: Uint8Array;
  widthMm: number;
  heightMm: number;
  /** What it shows, for who cannot see it. */
  alt: string;
  /** Below it, in italics. */
  caption?: string;
}
