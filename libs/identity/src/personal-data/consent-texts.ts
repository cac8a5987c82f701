import { DomainError } from '#domain';

/** What personal data may be processed for. Each purpose is agreed to by itself, none is bundled with another. */
export const CONSENT_PURPOSES = ['contest', 'publish_name', 'contact_later'] as const;

export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** A text that people agree to. Written once: another wording is another version, and the old one stays here as proof. */
export interface ConsentText {
  purpose: ConsentPurpose;
  version: number;
  /** Without it nobody can take part. */
  required: boolean;
  /** Paragraphs end in a line break. */
  text: string;
}

/** What a person says to have agreed to. */
export type GivenConsent = Pick<ConsentText, 'purpose' | 'version'>;

/**
 * Every text that people were ever asked to agree to, the current version of a purpose last.
 * Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, điều 9 (consent: kinds of data, purpose, who, rights; voluntary, for
 * one purpose), điều 4 (rights); Nghị định 356/2025/NĐ-CP, điều 5 (terms for requests) and 6 (provable, nothing ticked).
 */
export const CONSENT_TEXTS: readonly ConsentText[] = [
  {
    purpose: 'contest',
    version: 1,
    required: true,
    text: [
      'Tôi đồng ý để ban tổ chức cuộc thi (cơ quan nêu ở trang cuộc thi) xử lý dữ liệu cá nhân của tôi để tôi dự thi.',
      'Dữ liệu gồm: họ tên, ngày sinh (nếu tôi điền), số điện thoại, đơn vị và đối tượng dự thi; các lượt thi với câu trả lời, thời gian làm bài, số dự đoán, điểm và mã biên nhận; thời điểm đăng nhập, đăng xuất. Hệ thống không hỏi ảnh giấy tờ, dân tộc hay vị trí của tôi.',
      'Mục đích: tổ chức thi, chấm điểm, xếp hạng, xét giải, giải quyết khiếu nại và lập báo cáo bằng số liệu tổng hợp. Họ tên trên bảng xếp hạng công khai được che bớt hoặc ghi đủ đúng như thể lệ cuộc thi nêu. Dữ liệu không được dùng để quảng cáo, không được bán, không chuyển ra nước ngoài.',
      'Thời hạn: lưu cho đến khi cuộc thi đã tổng kết và hết thời hạn khiếu nại, chậm nhất 24 tháng sau khi cuộc thi kết thúc, rồi xóa hoặc khử nhận dạng.',
      'Quyền của tôi: xem và tải về dữ liệu của mình ở mục Trang của tôi; sửa họ tên, ngày sinh khi chưa có lượt thi, sau đó qua đầu mối đơn vị hoặc ban tổ chức; rút lại sự đồng ý, yêu cầu xóa, hạn chế hoặc phản đối việc xử lý; khiếu nại, tố cáo theo quy định của pháp luật. Yêu cầu gửi qua đường dây hỗ trợ ở trang cuộc thi được trả lời trong 2 ngày làm việc. Việc rút lại không ảnh hưởng đến những gì đã xử lý trước đó; sau khi rút, tôi không dự thi tiếp được.',
      'Sự đồng ý này là tự nguyện. Nếu không đồng ý, tôi không đăng ký dự thi được nhưng vẫn xem được các trang công khai.',
    ].join('\n'),
  },
  {
    purpose: 'contest',
    version: 2,
    required: true,
    text: [
      'Tôi đồng ý để ban tổ chức cuộc thi (cơ quan nêu ở trang cuộc thi) xử lý dữ liệu cá nhân của tôi để tôi dự thi.',
      'Dữ liệu gồm: họ tên, ngày sinh (nếu tôi điền), số điện thoại, đơn vị và đối tượng dự thi; các lượt thi với câu trả lời, thời gian làm bài, số dự đoán, điểm và mã biên nhận; thời điểm đăng nhập, đăng xuất. Chỉ người được xét giải mới có thể được hỏi số định danh cá nhân, vào lúc trao giải. Hệ thống không hỏi ảnh giấy tờ, dân tộc hay vị trí của tôi.',
      'Mục đích: tổ chức thi, chấm điểm, xếp hạng, xét giải, giải quyết khiếu nại và lập báo cáo bằng số liệu tổng hợp. Họ tên trên bảng xếp hạng công khai được che bớt hoặc ghi đủ đúng như thể lệ cuộc thi nêu. Dữ liệu không được dùng để quảng cáo, không được bán, không chuyển ra nước ngoài.',
      'Ai xem được: ban tổ chức, khi công việc cần; đầu mối của đơn vị tôi và của đơn vị cấp trên thấy họ tên, số điện thoại che bớt và việc tôi đã dự thi hay chưa, để nhắc tôi, không thấy câu trả lời và điểm; người khác chỉ thấy những gì công khai trên trang.',
      'Thời hạn: số tháng nêu ở thể lệ trên trang cuộc thi, mục Dữ liệu cá nhân, tính từ khi đợt thi cuối kết thúc; sau đó xóa hoặc khử nhận dạng.',
      'Quyền của tôi: xem, tải về, rút lại sự đồng ý và xóa dữ liệu của mình ngay ở mục Trang của tôi; sửa họ tên, ngày sinh khi chưa có lượt thi, sau đó qua đầu mối đơn vị hoặc ban tổ chức; yêu cầu hạn chế hoặc phản đối việc xử lý; khiếu nại, tố cáo theo quy định của pháp luật. Yêu cầu gửi qua đường dây hỗ trợ ở trang cuộc thi được trả lời trong 2 ngày làm việc. Việc rút lại không ảnh hưởng đến những gì đã xử lý trước đó; sau khi rút, tôi không dự thi tiếp được.',
      'Sự đồng ý này là tự nguyện. Nếu không đồng ý, tôi không đăng ký dự thi được nhưng vẫn xem được các trang công khai.',
    ].join('\n'),
  },
  {
    purpose: 'publish_name',
    version: 1,
    required: false,
    text: [
      'Tôi đồng ý để ban tổ chức cuộc thi (cơ quan nêu ở trang cuộc thi) ghi đủ họ tên của tôi trên bảng xếp hạng và các danh sách công khai của cuộc thi này.',
      'Dữ liệu gồm: họ tên, cùng với đơn vị dự thi, điểm, thời gian làm bài và thứ hạng vốn đã hiện ở đó.',
      'Mục đích: để mọi người nhận ra kết quả của tôi. Ai mở trang cũng xem được, kể cả người không dự thi.',
      'Thời hạn: đến khi tôi rút lại, hoặc khi hết thời hạn lưu dữ liệu của cuộc thi.',
      'Quyền của tôi: rút lại bất cứ lúc nào ở mục Trang của tôi, họ tên được viết tắt ngay sau đó; xem, tải về, sửa, xóa dữ liệu, phản đối và khiếu nại theo quy định của pháp luật. Ảnh chụp màn hình mà người khác đã lưu thì không thu lại được.',
      'Sự đồng ý này là tự nguyện. Không đồng ý vẫn dự thi và được xét giải như mọi người; họ tên của tôi được viết như thể lệ cuộc thi nêu. Họ tên của người dưới 16 tuổi luôn được viết tắt.',
    ].join('\n'),
  },
  {
    purpose: 'contact_later',
    version: 1,
    required: false,
    text: [
      'Tôi đồng ý để ban tổ chức cuộc thi (cơ quan nêu ở trang cuộc thi) liên hệ với tôi về các cuộc thi sau về cải cách hành chính.',
      'Dữ liệu gồm: họ tên, số điện thoại và đơn vị dự thi.',
      'Mục đích: báo cho tôi biết khi có cuộc thi mới. Dữ liệu không được dùng để quảng cáo hàng hóa, dịch vụ, không được bán, không chuyển ra nước ngoài.',
      'Thời hạn: đến khi tôi rút lại, hoặc khi hết thời hạn lưu dữ liệu của cuộc thi này.',
      'Quyền của tôi: rút lại bất cứ lúc nào ở mục Trang của tôi; xem, tải về, sửa, xóa dữ liệu, phản đối và khiếu nại theo quy định của pháp luật.',
      'Sự đồng ý này là tự nguyện. Không đồng ý vẫn dự thi và được xét giải như mọi người.',
    ].join('\n'),
  },
];

/** What a person may agree to or not, and take part either way. */
export const OPTIONAL_PURPOSES = ['publish_name', 'contact_later'] as const satisfies readonly ConsentPurpose[];

/** No text that was agreed to is ever taken out of the list. */
export function consentText(purpose: ConsentPurpose, version: number): string {
  return CONSENT_TEXTS.find((text) => text.purpose === purpose && text.version === version)!.text;
}

/** The texts that hold now: of each purpose the last version. */
export function currentConsents(): ConsentText[] {
  return [...new Map(CONSENT_TEXTS.map((text) => [text.purpose, text])).values()];
}

/**
 * Which of the consents given count: those to the current texts. A text that has changed is asked for again.
 *
 * @throws DomainError CONSENT_REQUIRED {purpose, version} naming the first required text that was not agreed to
 * Example: with version 2 required, `[{ purpose: 'contest', version: 1 }]` is refused.
 */
export function acceptConsents(given: readonly GivenConsent[]): GivenConsent[] {
  const accepted: GivenConsent[] = [];
  for (const { purpose, version, required } of currentConsents()) {
    if (given.some((consent) => consent.purpose === purpose && consent.version === version)) {
      accepted.push({ purpose, version });
    } else if (required) throw new DomainError('CONSENT_REQUIRED', { purpose, version });
  }
  return accepted;
}
