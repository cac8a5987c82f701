/**
 * By which terms others may use what is published. `nd_194_2025`: as open data of a state agency; the articles on open data
 * of Nghị định 47/2020/NĐ-CP (17 to 21) were repealed by article 40 of Nghị định 194/2025/NĐ-CP from 19/8/2025.
 */
export const OPEN_TERMS = ['cc_by_4', 'nd_194_2025', 'own'] as const;
export type OpenTerms = (typeof OPEN_TERMS)[number];

/** The terms in a line. @param own the words of terms of one's own */
export function openTermsLine(terms: OpenTerms, own: string | null): string {
  switch (terms) {
    case 'cc_by_4':
      return 'Creative Commons Ghi công 4.0 Quốc tế (CC BY 4.0): https://creativecommons.org/licenses/by/4.0/';
    case 'nd_194_2025':
      return 'Dữ liệu mở của cơ quan nhà nước theo Nghị định 194/2025/NĐ-CP ngày 03/7/2025 của Chính phủ; khi sử dụng, ghi rõ nguồn.';
    case 'own':
      return own ?? '';
  }
}
