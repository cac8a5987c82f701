import type { OfficialDocument } from '../official-document.js';
import type { PosterFacts } from '../posters/poster-facts.js';
import { contestNamed, frameOf, lowerFirst } from './letterhead.js';

/** A side of the code: read from the desk. */
const QR_MM = 38;

/**
 * Invites one unit to take part: when, who, what can be won, and the unit's own link with its code. It names nobody: whom it
 * goes to in the unit is the document office's to know.
 *
 * @param qr a PNG of the code that holds `facts.link`
 */
export function invitation(
  facts: PosterFacts & { unit: NonNullable<PosterFacts['unit']> },
  qr: Uint8Array,
): OfficialDocument {
  const { title, window, rounds, people, prizes, link, shortAddress, unit, hotline, zalo, hours } = facts;
  const contest = contestNamed(title);
  const help = [hotline && `điện thoại ${hotline}`, zalo && `Zalo ${zalo}`].filter(Boolean).join('; ');
  const text = (words: string) => ({ block: 'paragraph' as const, text: words });
  const item = (words: string) => ({ block: 'paragraph' as const, text: words, item: true });
  return {
    ...frameOf(facts, 'GM'),
    kind: 'Giấy mời',
    subject: `Tham gia ${contest}`,
    recipients: [unit.name],
    body: [
      text(
        `Ban Tổ chức ${lowerFirst(contest)} trân trọng mời ${unit.name} tham gia và vận động người của đơn vị dự thi.`,
      ),
      text(`1. Thời gian: ${lowerFirst(window[0])} ${window[1]}${rounds.length === 0 ? '.' : ', gồm các đợt:'}`),
      ...rounds.map((round) => item(`${round}.`)),
      text(`2. Đối tượng dự thi: ${people.map((one, i) => (i === 0 ? one : lowerFirst(one))).join('; ')}.`),
      ...(prizes.length === 0 ? [] : [text('3. Giải thưởng:'), ...prizes.map((prize) => item(`${prize}.`))]),
      text(
        `${prizes.length === 0 ? 3 : 4}. Cách dự thi: quét mã dưới đây bằng điện thoại, hoặc mở địa chỉ ${shortAddress}. ` +
          'Đơn vị đã được chọn sẵn; người dự thi đăng ký bằng số điện thoại rồi làm bài.',
      ),
      { block: 'picture', png: qr, widthMm: QR_MM, heightMm: QR_MM, alt: `Mã QR: ${link}`, caption: shortAddress },
      text(
        'Đề nghị đơn vị phổ biến địa chỉ và mã này đến toàn thể công chức, viên chức, người lao động, người dân thuộc phạm vi ' +
          'đơn vị, và theo dõi kết quả tham gia tại trang của đơn vị.',
      ),
      ...(help === '' ? [] : [text(`Cần hỗ trợ, liên hệ ${help}${hours === null ? '' : ` (${hours})`}.`)]),
      text('Rất mong đơn vị quan tâm, phối hợp.'),
    ],
  };
}
