import { DomainError, LIMITS, normalizeText, parsePhone } from '#domain';
import { grantExtraTime } from '#identity';
import { print, readArgs, Refusal, type Errand } from './errand.js';
import { asOwner } from './owner.js';

/** Grants a person more time for each attempt, as to somebody who reads with difficulty. */
export const extraTime: Errand = {
  usage:
    'extra-time --contest <tên trong địa chỉ> --phone <số điện thoại> --percent <0-100> --reason <lý do>\n' +
    '  --percent  cộng thêm bao nhiêu phần trăm thời gian làm bài; 0 là thôi cộng\n' +
    '  --reason   căn cứ, ví dụ số đơn; được ghi vào nhật ký nên không viết tình trạng sức khỏe\n' +
    '  Áp dụng cho lượt thi bắt đầu từ lúc này; đợt thi đóng đúng giờ thì lượt thi vẫn hết theo giờ đóng.',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = readArgs({ options: { contest: text, phone: text, percent: text, reason: text } }, args);
    const { contest: contestSlug } = values;
    if (contestSlug === undefined) throw new Refusal('Phải nêu --contest <tên trong địa chỉ>.', 2);
    const phone = parsePhone(values.phone ?? '');
    if (phone === null) throw new Refusal('Phải nêu --phone <số điện thoại Việt Nam>.', 2);
    const percent = /^\d{1,3}$/.test(values.percent ?? '') ? Number(values.percent) : Number.NaN;
    if (!(percent <= LIMITS.extraTimePercentMax))
      throw new Refusal(`Phải nêu --percent, số nguyên từ 0 đến ${LIMITS.extraTimePercentMax}.`, 2);
    const reason = normalizeText(values.reason ?? '');
    if (reason === '') throw new Refusal('Phải nêu --reason <lý do>.', 2);

    return asOwner(async ({ dataSource }) => {
      const wish = { contestSlug, phone, percent, reason, actorId: null };
      const { before } = await dataSource.transaction((manager) => grantExtraTime(manager, wish)).catch(refuse);
      print(`Thời gian cộng thêm: ${percent} % (trước đó ${before} %), cho các lượt thi bắt đầu từ lúc này.`);
      return 0;
    });
  },
};

function refuse(error: unknown): never {
  if (error instanceof DomainError && error.code === 'NOT_A_PARTICIPANT')
    throw new Refusal('Không có cuộc thi này, hoặc số điện thoại này chưa đăng ký dự thi.');
  throw error;
}
