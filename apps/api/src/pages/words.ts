import type { PublicCertificate } from '#contests';
import { formatDate, formatWeekdayTime } from '#domain';

// The sentences of the first HTML and of the pictures for link cards, beside those of the pages in apps/web.

export const PRODUCT = 'Thi CCHC';
export const PRODUCT_LINE =
  'Thi tìm hiểu cải cách hành chính trên điện thoại: vào thi, bảng xếp hạng, tra cứu biên nhận.';

/** When the script has not come after a while. */
export const LATE = 'Trang mở lâu hơn thường lệ. Hãy kiểm tra mạng rồi tải lại trang.';

/** For who has no script: switched off, blocked, or a browser that cannot read it. */
export const NEEDED =
  'Trang này cần JavaScript. Hãy bật JavaScript, hoặc mở bằng trình duyệt mới hơn: Chrome từ bản 96, Safari từ bản 15.4, ' +
  'Cốc Cốc, Edge hay Firefox bản gần đây.';

/** 08:00 thứ Hai, 6/5/2019 */
const whole = (instant: string): string => {
  const ms = Date.parse(instant);
  return `${formatWeekdayTime(ms)}/${formatDate(ms).slice(-4)}`;
};

export const windowOf = (of: { opensAt: string; closesAt: string }): string =>
  `Từ ${whole(of.opensAt)} đến ${whole(of.closesAt)}.`;

export const runBy = (agency: string): string => `Đơn vị tổ chức: ${agency}.`;
export const callFor = (hotline: string, hours: string | null): string =>
  `Cần giúp? Gọi ${hotline}.${hours === null ? '' : ` Giờ trực: ${hours}.`}`;
export const unitIn = (contest: string): string => `Kết quả của đơn vị trong ${contest}.`;
export const UNIT_CONTESTS = 'Các cuộc thi tìm hiểu cải cách hành chính mà đơn vị được mời.';

/** On the picture of the product itself. */
export const CARD_TITLE = 'Thi tìm hiểu cải cách hành chính';
export const CARD_LINE = 'Các cuộc thi đang diễn ra, bảng xếp hạng và tra cứu biên nhận';

export const NO_CERTIFICATE = 'Không có giấy chứng nhận nào mang mã này. Hãy so lại từng ký tự với mã in trên giấy.';

/** What the code on a certificate stands for, a sentence each: it can be read without a script. */
export function certificateFacts(found: PublicCertificate): string[] {
  const { serial, initials, unitName, words, contestTitle, revokedAt, revokeReason, replacedBy, isSample } = found;
  const state =
    revokedAt === null
      ? 'Giấy chứng nhận này có thật và đang có hiệu lực.'
      : replacedBy === null
        ? `Giấy chứng nhận này đã bị thu hồi: ${revokeReason}.`
        : `Giấy chứng nhận này đã thay bằng số ${replacedBy}: ${revokeReason}.`;
  return [
    state,
    ...(isSample ? ['Cuộc thi này là dữ liệu mẫu: giấy không có giá trị.'] : []),
    `Số giấy: ${serial}.`,
    `Người được cấp (chữ cái đầu): ${initials}`,
    `Đơn vị: ${unitName}.`,
    `Kết quả: ${words} ${contestTitle}.`,
    `Ngày cấp: ${found.issuedOn.split('-').reverse().join('/')}.`,
  ];
}
