/** What people type, read as it is meant. */

/**
 * A number in the writing of a language; null for nothing, the letters themselves for what is no number.
 *
 * @example readNumber('1.000,5', 'vi') // 1000.5
 */
export function readNumber(text: string, language: 'vi' | 'en'): number | string | null {
  const plain = text.trim().replace(/\s/g, '');
  if (plain === '') return null;
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`);
  const digits = (grouped.test(plain) ? plain.replaceAll(group, '') : plain).replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : text.trim();
}

/** '8h30', '8:30' and '0830' as '08:30'; anything else as it is. */
export function clock(text: string): string {
  const [, hours, minutes = '00'] = /^(\d{1,2})(?:\s*[:hg.]\s*)?(\d{2})?\s*$/i.exec(text.trim()) ?? [];
  return hours === undefined ? text.trim() : `${hours.padStart(2, '0')}:${minutes}`;
}
