/** What all certificates of a contest share: who gives them, who signs, and how they look. */
export interface CertificateHead {
  /** The agency above the one that gives it; null = none. */
  managingAgency: string | null;
  /** 'Ban tổ chức Cuộc thi …', or the agency. */
  issuer: string;
  /** 'Giấy chứng nhận' */
  title: string;
  /** 'Nghệ An' before the date; null: the date stands alone. */
  place: string | null;
  /** 'TM. BAN TỔ CHỨC', 'TRƯỞNG BAN'; the name below the room for the signature, null = left to the signer. */
  signature: { authority: string; post: string; name: string | null };
  /** A PNG or JPEG in the ratio of A4, edge to edge, with its own border; null = the one that is drawn here. */
  background: Buffer | null;
  /** The contest is a sample: the paper says so. */
  isSample: boolean;
}

/** What one certificate says. No birth date and no number of a person. */
export interface Certificate {
  /** '12/GCN-BTC' */
  serial: string;
  fullName: string;
  unitName: string;
  /** 'đạt điểm tối đa 20/20 điểm tại' */
  result: string;
  contestTitle: string;
  /** 'Theo Quyết định số 123/QĐ-UBND ngày 05/02/2026'; null where none is recorded. */
  decision: string | null;
  /** The day of issue 'YYYY-MM-DD'; null: day and month are left to the signer, of `year`. */
  issuedOn: string | null;
  year: number;
  /** The page that says whether it is genuine, as a whole address, and its code as people type it. */
  address: string;
  code: string;
}

/** A4 on its side, in points. */
export const PAGE_WIDTH = 841.89;
export const PAGE_HEIGHT = 595.28;
