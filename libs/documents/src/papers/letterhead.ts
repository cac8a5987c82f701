import type { OfficialDocument } from '../official-document.js';

/** Who a paper is from, as the contest says it. */
export interface Issuer {
  title: string;
  agency: string | null;
  managingAgency: string | null;
}

/** Where the organizer has not said who runs the contest. */
const UNSAID = 'Ban Tổ chức cuộc thi';

/** The frame that all papers of a contest have: number, date and signature are the document office's to give. */
export function frameOf({ agency, managingAgency }: Issuer, kindCode: string) {
  return {
    letterhead: { managingAgency, agency: agency ?? UNSAID, symbol: `${kindCode}-BTC` },
    place: null,
    recipients: [],
    receivers: ['Như trên', 'Lưu: VT'],
    signature: { authority: 'TM. Ban Tổ chức', post: 'Trưởng ban' },
    annexes: [],
  } satisfies Partial<OfficialDocument>;
}

/** 'Cuộc thi X' of a title that says so itself, or does not. */
export const contestNamed = (title: string): string => (/^(cuộc|hội) thi/iu.test(title) ? title : `Cuộc thi ${title}`);

/** In the middle of a sentence. */
export const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
