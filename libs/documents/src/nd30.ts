import type { Measure } from './fonts.js';

/**
 * How a paper of the administration is laid out: Nghị định 30/2020/NĐ-CP, Phụ lục I (Công báo 283+284, 17-3-2020). Where the
 * decree leaves a range, it stands beside the figure that is taken; a test holds one against the other.
 */
export const PAGE = {
  widthMm: 210,
  heightMm: 297,
  /** 20–25, 20–25, 30–35, 15–20. The left one is wider for the binding. */
  marginMm: { top: 20, bottom: 20, left: 30, right: 20 },
  /** From the edge of the paper to the page number, which stands in the middle of the top margin. */
  numberTopMm: 10,
} as const;

/**
 * In points. Sizes of one document move together: 12/13/13 or 13/14/14 for quốc hiệu, tiêu ngữ, place and date. The smaller
 * ones, with which quốc hiệu stands in one line beside a name of usual length.
 */
export const SIZE = {
  country: 12,
  motto: 13,
  agency: 12,
  symbol: 13,
  placeAndDate: 13,
  /** 13–14 from here on. */
  kind: 14,
  subject: 14,
  body: 14,
  annexNumber: 14,
  annexTitle: 14,
  pageNumber: 14,
  receiversTitle: 12,
  receivers: 11,
  /** Tables and what belongs to them have no rule; smaller ones are taken where words do not fit otherwise. */
  tableTitle: 13,
  table: 12,
  tableMin: 7,
  tableNote: 12,
} as const;

export const TEXT = {
  /** 1 or 1,27 cm. */
  firstLineMm: 12.7,
  /** 6 pt at least between paragraphs. */
  gapPt: 6,
  /** Of a line, from single to 1,5. */
  lineSpacing: 1.15,
} as const;

/** How long the line below a text is, as a part of it: 1/3 to 1/2 below agency and subject, all of it below tiêu ngữ. */
export const RULE = { agency: 0.4, subject: 0.4, motto: 1 } as const;

export const COUNTRY = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** In points: quốc hiệu has the room that it needs to stand in one line, the agency the rest. */
export function letterheadWidths(measure: Measure): [left: number, right: number] {
  const right = measure(COUNTRY, 'bold', SIZE.country) + 8;
  return [pt(textWidthMm(false)) - right, right];
}
/** 'Nơi nhận' of the same width: who signs has the rest. */
export const RECEIVERS_BLOCK = 0.5;
/** Room for the signature and the seal, in mm. */
export const SIGNATURE_ROOM_MM = 30;

/** Width in mm between the margins. */
export const textWidthMm = (isLandscape: boolean): number =>
  (isLandscape ? PAGE.heightMm : PAGE.widthMm) - PAGE.marginMm.left - PAGE.marginMm.right;

export const textHeightMm = (isLandscape: boolean): number =>
  (isLandscape ? PAGE.widthMm : PAGE.heightMm) - PAGE.marginMm.top - PAGE.marginMm.bottom;

/** Millimetres in points. */
export const pt = (mm: number): number => (mm * 72) / 25.4;
