/**
 * Letters without accents and in one case, so that what is typed without them is found.
 *
 * @example fold('Tìm hiểu Đất đai') // 'tim hieu dat dai'
 */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
