/**
 * Languages in which a question may stand beside Vietnamese, as the people of the country call them in Vietnamese: those of
 * the larger ethnic groups, and English. Codes by BCP 47; `tai` is the family whose Vietnamese speakers are the Thái.
 */
export const WORDING_LANGUAGES: Readonly<Record<string, string>> = {
  tai: 'Tiếng Thái',
  tyz: 'Tiếng Tày',
  nut: 'Tiếng Nùng',
  mtq: 'Tiếng Mường',
  km: 'Tiếng Khmer',
  hmn: 'Tiếng Mông',
  ium: 'Tiếng Dao',
  jra: 'Tiếng Gia Rai',
  rad: 'Tiếng Ê Đê',
  bdq: 'Tiếng Ba Na',
  cjm: 'Tiếng Chăm',
  kpm: 'Tiếng Cơ Ho',
  sed: 'Tiếng Xơ Đăng',
  kjg: 'Tiếng Khơ Mú',
  tou: 'Tiếng Thổ',
  en: 'Tiếng Anh',
};

/** What a language is called on the screen; the code itself where it has no name here. */
export function languageTitle(language: string): string {
  return Object.hasOwn(WORDING_LANGUAGES, language) ? WORDING_LANGUAGES[language]! : language;
}
