import { plain, withoutEnd } from '../words.js';

/** Excel's own bounds: 31 letters, none of these, no apostrophe at either end, and no two alike in any case of letters. */
const LENGTH_MAX = 31;
const REFUSED = /[\\/?*[\]:]/g;

/**
 * Names of sheets from titles: as much of each as Excel takes, no two alike.
 *
 * Example: two times 'Bảng 5. Kết quả theo từng đơn vị dự thi' are 'Bảng 5. Kết quả theo từng đơn' and '… (2)'.
 */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    for (let number = 1; ; number++) {
      const behind = number === 1 ? '' : ` (${number})`;
      const name = `${cut(title, LENGTH_MAX - behind.length)}${behind}`;
      // 'History' is Excel's own.
      const key = name.toLocaleLowerCase('vi');
      if (taken.has(key) || key === 'history') continue;
      taken.add(key);
      return name;
    }
  });
}

/** Whole words as far as there is room. */
function cut(title: string, room: number): string {
  const clean = withoutEnd(plain(title).replace(REFUSED, ' ').replace(/\s+/g, ' '), " '").replace(/^[ ']+/, '');
  if (clean.length <= room) return clean || 'Bảng';
  const space = clean.lastIndexOf(' ', room);
  // Half of a pair is no letter.
  const start = space > room / 2 ? clean.slice(0, space) : clean.slice(0, room).replace(/[\uD800-\uDBFF]$/, '');
  return withoutEnd(start, " .,;:'-") || 'Bảng';
}
