import { FileRefusal } from './question.js';

/**
 * The text of a file in UTF-8 (or UTF-16 with its mark), without the mark and with plain line ends.
 *
 * @throws FileRefusal NUL, ENCODING, LEGACY_ENCODING with what to do about it
 */
export function decodeText(bytes: Buffer): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  let text: string;
  try {
    text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    refuseLegacy(new TextDecoder('windows-1252').decode(bytes));
    throw new FileRefusal('ENCODING', 'Tệp không phải chữ Unicode (UTF-8). Hãy lưu lại tệp với bảng mã UTF-8.');
  }
  if (text.includes('\0')) throw new FileRefusal('NUL', 'Tệp có ký tự NUL: đây không phải tệp chữ.');
  refuseLegacy(text);
  return text.replace(/\r\n?/g, '\n');
}

/** @throws FileRefusal LEGACY_ENCODING when the text was typed in an encoding of before Unicode */
export function refuseLegacy(text: string): void {
  const found = legacyEncodingOf(text);
  if (found === null) return;
  const name = { tcvn3: 'TCVN3 (ABC, phông .VnTime)', vni: 'VNI (phông VNI-Times)' }[found];
  throw new FileRefusal(
    'LEGACY_ENCODING',
    `Chữ trong tệp dùng bảng mã cũ ${name}. Hãy chuyển sang Unicode (UniKey: Ctrl+Shift+F6) rồi nhập lại.`,
  );
}

/** Letters that only Vietnamese in Unicode has. */
const UNICODE = /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/g;
/** Signs inside words that TCVN3 puts for Vietnamese letters and no text in Unicode has there. */
const TCVN3 = /(?<=\p{L})[µ¸¶·¹¨»¾¼½Æ©Ç®§Ð¤¢£¥¦Ñª×Ø¬ëîïñø÷ûþ­]|[µ¸¶·¹¨»¾¼½©®ª¬­](?=\p{L})/gu;
/** Vowels with the mark behind them, as VNI writes, and its đ. */
const VNI = /[aeouyAEOUY][ùøûïäåëüÙØÛÏÄÅËÜ]|[aeoAEO][õÕ]|ñ(?=[aeiouyöô])/g;
/** Fewer signs than this are a foreign word. */
const ENOUGH = 4;

/**
 * Which encoding of before Unicode a text was typed in, by the signs that only it has; null for Unicode.
 *
 * Source: TCVN 5712:1993 (VN3) and the VNI table for Windows.
 * Example: `legacyEncodingOf('C¶i c¸ch hµnh chÝnh nhµ n­íc') = 'tcvn3'`, `legacyEncodingOf('Caûi caùch haønh chaùnh') = 'vni'`.
 */
export function legacyEncodingOf(text: string): 'tcvn3' | 'vni' | null {
  const sample = text.slice(0, 200_000).normalize('NFC');
  const count = (signs: RegExp): number => sample.match(signs)?.length ?? 0;
  const unicode = count(UNICODE);
  const [tcvn3, vni] = [count(TCVN3), count(VNI)];
  const most = Math.max(tcvn3, vni);
  if (most < ENOUGH || most <= unicode) return null;
  return tcvn3 >= vni ? 'tcvn3' : 'vni';
}
