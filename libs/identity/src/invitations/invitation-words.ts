/** One invitation as it is handed out. Link and code exist here and in the reader's hands, nowhere else. */
export interface Letter {
  unitCode: string;
  unitName: string;
  parentName: string | null;
  fullName: string | null;
  /** E.164 */
  phone: string | null;
  isDeputy: boolean;
  /** Opens the page with the invitation filled in. */
  link: string;
  /** '7K2M-9QXD' */
  code: string;
}

/** What all letters of a contest say. */
export interface LetterHead {
  contestTitle: string;
  agency: string | null;
  hotline: string | null;
  zalo: string | null;
  hours: string | null;
  sample: boolean;
  /** Where code and unit code can be typed in: without the secret of anybody. */
  address: string;
}

/** What a unit is told to do when something does not work; null when the contest names nobody. */
export function helpLine({ hotline, zalo, hours }: LetterHead): string | null {
  const parts = [hotline && `Đường dây hỗ trợ: ${hotline}`, zalo && `Zalo: ${zalo}`, hours && `(${hours})`];
  return parts.filter(Boolean).join(' · ') || null;
}

/** 'đầu mối' or 'đầu mối phó'. */
export const officeOf = ({ isDeputy }: Pick<Letter, 'isDeputy'>): string => (isDeputy ? 'đầu mối phó' : 'đầu mối');
