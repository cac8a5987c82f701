import type { TextFormat } from 'gift-pegjs';
import { normalizeLines } from '#domain';
import { Refusal } from './gift-refusal.js';

/** Text of any GIFT format as plain lines, NFC, without empty ones. Escapes were taken off by the grammar, once. */
export function plainText(field: TextFormat | null | undefined): string {
  const text = field?.format === 'html' ? withoutMarkup(field.text) : (field?.text ?? '');
  const lines = normalizeLines(text.replace(/\t/g, ' ')).split('\n');
  return lines.filter((line) => line !== '').join('\n');
}

/** The same for what has one line: a title, an option. */
export const oneLine = (text: string): string => normalizeLines(text.replace(/\t/g, ' ')).replace(/\n+/g, ' ');

/** Takes markup off. What cannot be shown as text (a picture, a table) refuses the question instead of mutilating it. */
export function withoutMarkup(html: string): string {
  if (/<(?:img|audio|video|object|iframe|svg|math|table)\b/i.test(html)) {
    throw new Refusal('picture', 'Câu hỏi có hình, âm thanh, bảng hoặc công thức; chỉ nhận chữ.');
  }
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<\/?(?:p|div|br|li|ul|ol|h[1-6]|pre|blockquote)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:(lt|gt|quot|apos|nbsp|amp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };
