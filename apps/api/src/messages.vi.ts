import { formatCount, formatDuration, formatWeekdayTime, type ErrorCode } from '#domain';

type Details = Record<string, unknown>;

const PERIOD: Record<string, string> = {
  day: 'ngày hôm nay',
  week: 'tuần này',
  round: 'đợt này',
  phase: 'giai đoạn này',
  contest: 'cuộc thi này',
};

/** As what somebody is on the list of those who may not take part. */
const EXCLUDED_AS: Record<string, string> = {
  organizer: 'người trong ban tổ chức',
  jury: 'giám khảo',
  technician: 'kỹ thuật viên của cuộc thi',
  relative: 'người thân của người tổ chức cuộc thi',
};

const IDENTITY_FAULTS: Record<string, string> = {
  digits: 'Số định danh cá nhân có đúng 12 chữ số. Hãy chép lại từ thẻ căn cước.',
  century: 'Chữ số thứ tư của số định danh chưa đúng. Hãy chép lại từ thẻ căn cước.',
  birth_year:
    'Số định danh này không khớp năm sinh của bạn. Hãy chép lại; nếu ngày sinh đã khai sai, hãy gọi ban tổ chức.',
};

/** What stands in the way of whoever has the right in general. */
const NOT_ALLOWED_FOR: Partial<Record<string, string>> = {
  staff: 'Người này đang giữ một vai trò trong hệ thống nên không làm được ở đây. Hãy báo người quản trị.',
  disabled: 'Tài khoản này đã bị khóa. Hãy báo người quản trị.',
  no_phone: 'Tài khoản này không còn số điện thoại nên không đăng nhập được nữa.',
  other_contest: 'Người đang giữ số này dự thi ở một cuộc thi bạn không phụ trách. Hãy chuyển cho người quản trị.',
};

const at = (value: unknown): string => (typeof value === 'string' ? formatWeekdayTime(Date.parse(value)) : '');

/** The Vietnamese sentence of every code: what happened and what to do next, in words that can be read out. */
export const VIETNAMESE: Record<ErrorCode | 'INTERNAL', string | ((details: Details) => string)> = {
  INTERNAL:
    'Hệ thống gặp lỗi. Bài đã lưu vẫn còn nguyên. Hãy thử lại sau ít phút; nếu vẫn lỗi, hãy đọc mã lỗi cho ban tổ chức.',
  INVALID_INPUT: 'Thông tin gửi lên chưa đúng. Hãy xem lại các mục được nêu.',
  BODY_TOO_LARGE: 'Nội dung gửi lên quá dài. Hãy rút ngắn rồi gửi lại.',
  UNSUPPORTED_MEDIA: 'Máy chủ chỉ nhận nội dung dạng JSON.',
  TEXT_HAS_CONTROL_CHARACTERS: 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.',
  IDEMPOTENCY_KEY_REQUIRED: 'Thiếu khóa chống gửi trùng (Idempotency-Key).',
  NOT_FOUND: 'Không có trang này.',
  TOO_MANY_REQUESTS: 'Bạn thao tác quá nhanh. Hãy chờ một chút rồi thử lại.',
  PROOF_NEEDED: 'Cần kiểm tra thêm vài giây trước khi tiếp tục. Hãy thử lại.',
  SERVER_BUSY: 'Máy chủ đang rất đông. Bài đã lưu vẫn còn nguyên. Hãy thử lại sau vài giây.',
  QUEUE_AWAY: 'Hàng đợi chưa trả lời. Bài đã nộp vẫn còn nguyên. Hãy thử lại sau vài giây.',
  START_QUEUED: (d) =>
    `Bạn đang chờ vào thi.${typeof d['waitSeconds'] === 'number' ? ` Trước bạn còn khoảng ${formatCount(Number(d['ahead']))} người, khoảng ${formatDuration(d['waitSeconds'] * 1_000)} nữa đến lượt.` : ''} Hãy để trang này mở: đến lượt, bài thi tự mở; giờ làm bài chưa tính.`,
  START_TOO_LATE: (d) =>
    `Hàng chờ vào thi đang dài hơn thời gian còn lại của đợt thi${d['closesAt'] ? `, đóng lúc ${at(d['closesAt'])}` : ''}, nên bạn không kịp bắt đầu lượt mới trong đợt này.`,
  START_PACE_TOO_HIGH: (d) =>
    `Nhịp này cao hơn nhịp của máy chủ${typeof d['most'] === 'number' ? ` (${formatCount(d['most'])} lượt mỗi giây)` : ''}. Chỉ người quản trị đặt được.`,
  CLOCK_UNSURE: 'Máy chủ đang chỉnh giờ. Hãy thử lại sau vài giây.',
  NOT_SIGNED_IN: 'Bạn cần đăng nhập để tiếp tục.',
  SESSION_ENDED: 'Phiên đăng nhập đã hết. Đăng nhập lại để làm tiếp, bài của bạn vẫn còn.',
  WRONG_CREDENTIALS: 'Số điện thoại hoặc mật khẩu chưa đúng.',
  SIGN_IN_LINK_INVALID: 'Đường dẫn đăng nhập này đã dùng rồi hoặc đã hết hạn.',
  RESET_CODE_WRONG: 'Số điện thoại hoặc mã chưa đúng, hoặc mã đã dùng rồi hay đã hết hạn.',
  RESET_CODE_LIMIT: (d) =>
    `${d['per'] === 'day' ? 'Bạn đã cấp đủ số mã của một ngày' : 'Người này vừa được cấp mã'}.${d['nextAt'] ? ` Cấp tiếp được từ ${at(d['nextAt'])}.` : ''}`,
  PERSON_NOT_MATCHED: 'Không có người dự thi nào khớp với mọi thông tin đã nêu. Hãy hỏi lại từng mục.',
  PHONE_CLAIM_DECIDED: 'Yêu cầu về số điện thoại này đã được giải quyết rồi. Hãy xem ở mục đã giải quyết.',
  PRACTICE_NOT_FOUND: 'Cuộc thi này không có phần ôn luyện, hoặc câu hỏi không còn trong phần ôn luyện.',
  PRACTICE_CLOSED:
    'Cuộc thi đang diễn ra và thể lệ không cho ôn luyện trong thời gian này. Phần ôn luyện mở lại khi cuộc thi kết thúc.',
  PRACTICE_STILL_ASKED:
    'Chưa công khai được ngân hàng này: một cuộc thi hoặc đợt thi chưa kết thúc còn dùng câu hỏi của nó, hoặc câu trùng lời.',
  INCIDENT_CLOSED: 'Báo cáo này đã được người khác xử lý xong. Hãy tải lại danh sách.',
  SESSION_NOT_FOUND: 'Phiên đăng nhập này đã kết thúc rồi.',
  INVITATION_INVALID: 'Thư mời này chưa đúng, đã dùng hoặc đã hết hạn. Hãy xem lại mã, hoặc gọi đường dây hỗ trợ.',
  LAST_ADMINISTRATOR:
    'Đây là quản trị viên cuối cùng của hệ thống. Hãy mời một quản trị viên không thời hạn khác trước đã.',
  NOT_ALLOWED: (d) =>
    NOT_ALLOWED_FOR[String(d['reason'])] ?? 'Bạn không có quyền làm việc này. Nếu cần, hãy liên hệ ban tổ chức.',
  SECOND_FACTOR_NEEDED: 'Việc này cần thêm mã xác minh. Hãy nhập mã trong ứng dụng xác thực của bạn.',
  SECOND_FACTOR_WRONG: 'Mã xác minh chưa đúng hoặc đã dùng rồi. Hãy chờ ứng dụng hiện mã mới rồi nhập lại.',
  SECOND_FACTOR_NOT_SET_UP: 'Tài khoản chưa cài mã xác minh. Hãy cài mã xác minh trước.',
  STAFF_INVITATION_INVALID: 'Lời mời này đã dùng rồi hoặc đã hết hạn. Hãy xin người mời gửi lời mời mới.',
  PHONE_TAKEN:
    'Số điện thoại này đã có tài khoản. Hãy đăng nhập bằng mật khẩu bạn đã đặt, hoặc báo cho ban tổ chức nếu người khác đã dùng số của bạn.',
  PASSWORD_TOO_WEAK: 'Mật khẩu cần từ 8 ký tự trở lên và không quá dễ đoán. Hãy chọn mật khẩu khác.',
  PLAN_NOT_FOUND: 'Không có bản soạn này. Hãy chọn lại trong danh sách cuộc thi.',
  PLAN_CHANGED: (d) =>
    `${d['changedByName'] ? String(d['changedByName']) : 'Người khác'} đã lưu bản soạn này${d['changedAt'] ? ` lúc ${at(d['changedAt'])}` : ''}. Hãy xem bản mới trước khi lưu.`,
  PLAN_PUBLISHED:
    'Cuộc thi đã công bố. Muốn đổi thể lệ, hãy làm một lần sửa có thời điểm hiệu lực và lời báo công khai.',
  BRANDING_CHANGED: (d) =>
    `${d['changedByName'] ? String(d['changedByName']) : 'Người khác'} đã sửa nhận diện này${d['changedAt'] ? ` lúc ${at(d['changedAt'])}` : ''}. Hãy tải lại trang rồi sửa tiếp.`,
  BRANDING_FILE_NOT_FOUND: 'Tệp này chưa được tải lên hoặc không còn nữa. Hãy tải lên lại.',
  PICTURE_UNFIT:
    'Ảnh phải là PNG hoặc JPEG: logo mỗi cạnh từ 64 đến 1.024 điểm ảnh, đến 128 KB; banner rộng gấp 4 lần cao, rộng từ 720 đến 2.400 điểm ảnh, đến 256 KB.',
  PAPER_UNFIT: 'Văn bản phải là một tệp PDF trọn vẹn, không chứa chương trình, đến 5 MB.',
  REHEARSAL_NOT_FOUND: 'Bản soạn này không có lần chạy thử nào đang mở.',
  REHEARSAL_EXISTS: 'Bản soạn này đang có một lần chạy thử. Hãy gỡ lần đó trước.',
  REHEARSAL_INVITED_ONLY: 'Đây là cuộc thi chạy thử, chỉ dành cho người được mời làm thử.',
  REVISION_NOT_FOUND: 'Cuộc thi không có lần sửa thể lệ này.',
  REVISION_PLANNED: (d) =>
    `Đã có một lần sửa thể lệ chờ có hiệu lực${d['effectiveAt'] ? ` từ ${formatWeekdayTime(Date.parse(String(d['effectiveAt'])))}` : ''}. Hãy rút lần sửa đó trước, hoặc đợi đến khi có hiệu lực.`,
  REVISION_NOT_PLANNED: 'Lần sửa này không còn chờ: đã có hiệu lực hoặc đã được rút. Hãy tải lại trang.',
  REVISION_TIME: (d) =>
    `Giờ có hiệu lực phải sau lúc này và trước khi đợt thi cuối cùng đóng${d['latest'] ? ` (${formatWeekdayTime(Date.parse(String(d['latest'])))})` : ''}.`,
  NOTHING_TO_REVISE: 'Bản soạn giống thể lệ đang áp dụng: không có gì để sửa.',
  SIMULATION_TOO_LARGE: (d) =>
    `Phạm vi này có quá nhiều lượt thi${d['max'] ? `, hơn ${formatCount(Number(d['max']))} lượt mà một lần thử xem được` : ''}. Hãy thử với một đợt thi.`,
  SIMULATION_BUSY: 'Đang có một lần thử xếp hạng khác. Hãy đợi vài giây rồi thử lại.',
  TEMPLATE_NOT_FOUND: 'Không có mẫu này. Hãy chọn lại trong danh sách mẫu.',
  BLOCK_NOT_FOUND: () => 'Thể lệ của cuộc thi không có khối đơn vị này.',
  BANK_NOT_FOUND: (d) => `Không có ngân hàng câu hỏi${d['code'] ? ` mang mã ${String(d['code'])}` : ' này'}.`,
  INVITED_LIST_FAULTY: (d) =>
    `Danh sách có dòng chưa đúng nên chưa ghi đơn vị nào.${d['row'] ? ` Dòng ${String(d['row'])}: ${String(d['message'])}` : ' Hãy chạy thử để xem từng dòng.'}`,
  CONTEST_NOT_FOUND: 'Không có cuộc thi này. Hãy chọn lại ở trang chủ.',
  CONTEST_NOT_OPEN: 'Cuộc thi chưa mở hoặc đã kết thúc. Hãy xem lịch ở trang cuộc thi.',
  CONTEST_PAUSED: (d) => `Cuộc thi đang tạm dừng. ${String(d['note'] ?? '')}`.trim(),
  EXTRA_TIME_NOT_FOUND: 'Không có lần cấp thêm giờ này, hoặc đã thu hồi.',
  ANNOUNCEMENTS_FULL: 'Đã có ba thông báo trên các trang. Hãy gỡ bớt một thông báo trước.',
  EXTENSION_TOO_SHORT: 'Giờ đóng mới phải sau giờ đóng đang có.',
  ANNOUNCEMENT_NOT_FOUND: 'Không có thông báo này, hoặc đã gỡ.',
  CONTEST_STOPPED: (d) => `Cuộc thi đã bị dừng. ${String(d['note'] ?? '')}`.trim(),
  NOT_STOPPED: 'Cuộc thi không bị dừng. Hãy tải lại trang để xem.',
  OFFER_NOT_FOUND: 'Mẫu này không được giao cho đơn vị, hoặc đã thôi giao.',
  OFFER_OF_A_UNIT: 'Bản soạn này do một đơn vị tổ chức: không giao tiếp cho đơn vị khác được.',
  NOT_LOCKABLE: (d) => `Không khóa được chỗ “${String(d['path'] ?? '')}”.`,
  PLAN_LOCKED: (d) => `Tỉnh đã khóa chỗ này, đơn vị không đổi được: ${String(d['place'] ?? '')}.`,
  UNIT_OUT_OF_REACH: (d) =>
    `Đơn vị ${String(d['code'] ?? '')} không thuộc đơn vị tổ chức cuộc thi: chỉ mời được đơn vị trực thuộc.`,
  PAUSE_NOT_FOUND: 'Cuộc thi không có lần tạm dừng này.',
  PAUSE_OPEN: 'Cuộc thi đang tạm dừng rồi. Hãy tải lại trang để xem.',
  EXCLUDED: (d) =>
    `Bạn có tên trong danh sách không được dự thi${EXCLUDED_AS[String(d['reason'])] ? `: ${EXCLUDED_AS[String(d['reason'])]}` : ''}. ` +
    `Nếu có nhầm lẫn, hãy hỏi ban tổ chức${d['hotline'] ? `, số ${String(d['hotline'])}` : ''}.`,
  NOT_A_PARTICIPANT: 'Bạn chưa đăng ký dự thi cuộc thi này. Hãy bấm vào thi ở trang cuộc thi để đăng ký.',
  ALREADY_PARTICIPANT: 'Bạn đã đăng ký dự thi cuộc thi này rồi.',
  BIRTH_DATE_REQUIRED: 'Cuộc thi có quy định về tuổi. Hãy điền ngày sinh.',
  TOO_YOUNG: (d) => `Cuộc thi dành cho người từ đủ ${String(d['years'] ?? '')} tuổi.`,
  TOO_OLD: (d) => `Cuộc thi dành cho người không quá ${String(d['years'] ?? '')} tuổi.`,
  UNIT_NOT_INVITED: 'Cuộc thi chỉ dành cho người của các đơn vị được mời. Hãy chọn đơn vị khác, hoặc hỏi ban tổ chức.',
  CONSENT_REQUIRED: 'Bạn cần đồng ý cho ban tổ chức xử lý dữ liệu cá nhân thì mới đăng ký dự thi được.',
  CONSENT_WITHDRAWN:
    'Bạn đã rút lại sự đồng ý dự thi cuộc thi này nên không bắt đầu hay thay đổi gì ở đây được nữa. Hãy liên hệ ban tổ chức nếu cần.',
  GUARDIAN_REQUIRED: (d) =>
    `Người dưới ${String(d['years'] ?? 16)} tuổi cần cha, mẹ hoặc người giám hộ đồng ý. Hãy điền họ tên người giám hộ và đánh dấu đồng ý.`,
  DELETION_WAITS: 'Bạn đang có lượt thi làm dở. Hãy nộp bài hoặc chờ hết giờ, rồi xóa tài khoản.',
  NOT_A_WINNER:
    'Trong danh sách có người không có kết quả ở cuộc thi này, đã rút tên hoặc đã hết hạn lưu dữ liệu. Chưa gửi yêu cầu cho ai.',
  IDENTITY_NOT_ASKED:
    'Ban tổ chức không đề nghị bạn cung cấp số định danh, hoặc đã hết hạn. Hãy gọi đường dây hỗ trợ nếu cần.',
  IDENTITY_NOT_GIVEN: 'Chưa có số định danh: chưa đề nghị, người này chưa cung cấp, hoặc đã hết hạn lưu và đã xóa.',
  IDENTITY_NUMBER_WRONG: (d) => IDENTITY_FAULTS[String(d['fault'])] ?? IDENTITY_FAULTS['digits']!,
  UNIT_NOT_FOUND: 'Không tìm thấy đơn vị này trong cuộc thi. Hãy tìm lại theo tên.',
  UNIT_LIST_FAULTY: (d) =>
    d['row']
      ? `Danh sách có ${String(d['faults'])} lỗi nên chưa ghi gì. Dòng ${String(d['row'])}: ${String(d['message'])}`
      : 'Danh sách có lỗi nên chưa ghi gì.',
  UNIT_IN_USE: (d) =>
    Number(d['people']) > 0
      ? `Có ${String(d['people'])} người đã đăng ký cho đơn vị này nên không bỏ khỏi danh sách mời được.`
      : 'Đơn vị này còn cấp dưới trong danh sách, đầu mối hoặc yêu cầu chuyển đơn vị nên không bỏ được.',
  UNIT_CHANGE_IMPOSSIBLE: 'Thay đổi này không khớp với cây đơn vị vào ngày đó. Hãy xem từng lý do trong bản xem thử.',
  UNIT_CHANGE_SETTLED: (d) =>
    d['reason'] === 'past'
      ? 'Ngày có hiệu lực đã qua nên không hoàn lại được. Hãy ghi một thay đổi mới.'
      : d['reason'] === 'undone'
        ? 'Thay đổi này đã được hoàn lại.'
        : 'Đã có thay đổi khác, đơn vị cấp dưới hoặc cuộc thi dựa vào thay đổi này nên không hoàn lại được.',
  PERSON_FIXED: 'Bạn đã có lượt thi. Muốn sửa họ tên, ngày sinh, hãy liên hệ đầu mối đơn vị hoặc ban tổ chức.',
  UNIT_FIXED: 'Bạn đã có lượt thi nên không tự đổi đơn vị được nữa. Hãy gửi yêu cầu để đầu mối đơn vị duyệt.',
  FILE_NOT_READABLE: 'Không đọc được tệp. Hãy gửi tệp Excel (.xlsx) hoặc CSV mã UTF-8, dưới 2 MB.',
  INVITATION_LIST_FAULTY: (d) =>
    `Danh sách có dòng chưa đúng nên chưa tạo thư mời nào.${d['row'] ? ` Dòng ${String(d['row'])}: ${String(d['message'])}` : ' Hãy chạy thử để xem từng dòng.'}`,
  NOTHING_TO_INVITE: 'Các đơn vị này đều đã có thư mời. Muốn gửi lại, hãy dùng cấp lại thư.',
  INVITATION_NOT_FOUND: 'Không có thư mời này trong cuộc thi.',
  INVITATION_CLOSED: 'Thư mời này đã được dùng hoặc đã thay, không cấp lại được. Hãy dùng thay đầu mối.',
  ROUND_NOT_FOUND: 'Không có đợt thi này. Hãy xem lịch các đợt thi ở trang cuộc thi.',
  ROUND_NOT_OPEN: (d) => `Đợt thi chưa mở${d['opensAt'] ? `. Đợt thi mở lúc ${at(d['opensAt'])}` : ''}.`,
  ROUND_CLOSED: (d) => `Đợt thi đã kết thúc${d['closesAt'] ? ` lúc ${at(d['closesAt'])}` : ''}.`,
  ATTEMPT_LIMIT_REACHED: (d) =>
    `Bạn đã dùng hết lượt thi của ${PERIOD[String(d['per'])] ?? 'kỳ này'}.${d['nextAt'] ? ` Lượt tiếp theo mở lúc ${at(d['nextAt'])}.` : ''}`,
  ATTEMPT_TOO_SOON: (d) =>
    `Hai lượt thi phải cách nhau một khoảng thời gian.${d['nextAt'] ? ` Bạn thi tiếp được từ ${at(d['nextAt'])}.` : ''}`,
  PAPER_CANNOT_BE_DRAWN: 'Ngân hàng câu hỏi chưa đủ để tạo đề. Hãy báo cho ban tổ chức.',
  IMPOSSIBLE_RULES: 'Thể lệ có điểm mâu thuẫn. Hãy xem các lỗi được nêu.',
  ATTEMPT_NOT_FOUND: 'Không tìm thấy lượt thi này. Hãy mở lại từ Trang của tôi.',
  NOT_YOUR_ATTEMPT:
    'Lượt thi này của người khác. Nếu là bài của bạn, hãy đăng nhập bằng tài khoản đã dùng khi làm bài.',
  ATTEMPT_CLOSED: 'Lượt thi này đã nộp, không sửa được nữa.',
  ATTEMPT_TAKEN_OVER: 'Bài đang mở trên thiết bị khác. Làm tiếp trên máy này?',
  ATTEMPT_VOIDED: 'Lượt thi này không được công nhận. Hãy liên hệ ban tổ chức để biết lý do.',
  ATTEMPT_NOT_VOIDED: 'Lượt thi này đang được công nhận.',
  DEADLINE_PASSED: (d) =>
    `Hết giờ.${d['deadlineAt'] ? ` Các câu đã lưu trước ${at(d['deadlineAt'])} được tính.` : ' Các câu đã lưu trước đó được tính.'}`,
  SAVE_OUT_OF_ORDER: 'Máy chủ đã nhận một lần lưu mới hơn từ thiết bị này.',
  SAVE_CONFLICT: 'Lần lưu này trùng với một lần lưu khác. Hãy tải lại trang.',
  ANSWER_NOT_IN_PAPER: 'Câu trả lời không thuộc đề thi này. Hãy tải lại trang.',
  PREDICTION_REQUIRED: 'Hãy điền số dự đoán trước khi nộp bài.',
  PREDICTION_NOT_ASKED: 'Đợt thi này không có câu dự đoán.',
  PREDICTION_OUT_OF_RANGE: 'Số dự đoán phải là số nguyên trong khoảng cho phép.',
  PREDICTION_FIXED:
    'Số dự đoán của lượt thi này không sửa được lúc này: chỉ sửa được sau khi nộp bài và trước khi đợt thi đóng.',
  ATTEMPT_NOT_SUBMITTED: 'Lượt thi này chưa nộp. Hãy nộp bài trước.',
  ATTEMPT_NOT_GRADED: 'Lượt thi này chưa chấm.',
  ATTEMPT_ALREADY_GRADED: 'Lượt thi này đã chấm.',
  RESULT_NOT_READY: 'Đang chấm bài, thường mất vài giây.',
  RESULT_NOT_RELEASED: 'Kết quả này chưa được công bố theo thể lệ.',
  CORRECTION_CONFLICT: 'Mã yêu cầu này đã dùng cho một lần sửa đáp án khác. Hãy tải lại trang rồi làm lại.',
  SIGNAL_DECIDED: 'Việc này đã có người quyết định. Hãy tải lại trang.',
  CERTIFICATE_NOT_FOUND: 'Không có giấy chứng nhận này. Hãy kiểm tra lại từng ký tự của mã.',
  NO_CERTIFICATES: 'Chưa có giấy chứng nhận nào đang có hiệu lực để lập tệp này.',
  CERTIFICATES_CLOSED:
    'Chưa cấp giấy chứng nhận: giấy được cấp sau khi đợt thi cuối kết thúc và Ban Tổ chức mở việc nhận giấy.',
  CERTIFICATE_NOT_EARNED: 'Theo quy định của cuộc thi, kết quả này không được cấp giấy chứng nhận.',
  SETTLEMENT_WITHOUT_RULES: 'Cuộc thi này không có thể lệ trong phần mềm nên không chốt được kết quả ở đây.',
  SETTLEMENT_ROUND_OPEN: (d) => `Còn ${d['count'] ?? 'một số'} đợt thi chưa kết thúc. Chốt kết quả sau khi hết giờ.`,
  SETTLEMENT_ATTEMPTS_OPEN: (d) => `Còn ${d['count'] ?? 'một số'} lượt thi đang làm. Hãy đợi các lượt này kết thúc.`,
  SETTLEMENT_UNGRADED: (d) =>
    `Còn ${d['count'] ?? 'một số'} lượt thi chưa chấm. Hãy đợi chấm xong hoặc xem lại các lượt chấm lỗi.`,
  SETTLEMENT_KEYS_OPEN: (d) => `Còn ${d['count'] ?? 'một số'} lần sửa đáp án chưa chấm lại xong.`,
  LOT_SOURCE_UNFIT: 'Chỉ nêu nguồn của con số công khai một lần, trước khi phần này kết thúc.',
  LOT_WORDS_UNFIT: 'Chỉ ghi con số công khai sau khi phần này kết thúc, trước khi mở lá thăm, khi đã nêu nguồn.',
  SETTLEMENT_LOT_WORDS_MISSING: 'Lá thăm gắn với một con số công khai mà chưa ghi con số đó.',
  SETTLEMENT_LOT_MISSING: 'Thể lệ có bốc thăm nhưng chưa niêm phong hạt giống bốc thăm của phần này.',
  SETTLEMENT_SIGNALS_OPEN: (d) =>
    `Còn ${d['count'] ?? 'một số'} dấu hiệu chưa xem xét. Xem xét trước, hoặc ghi lý do vẫn chốt.`,
  SETTLEMENT_OPEN: 'Phần này đang có một lần chốt chưa công bố. Làm tiếp lần đó hoặc bỏ nó trước.',
  SETTLEMENT_CONFLICT: 'Mã yêu cầu này đã dùng cho lần chốt khác. Hãy tải lại trang rồi làm lại.',
  SETTLEMENT_BUSY: 'Kết quả đang được tính. Hãy đợi vài giây rồi làm lại.',
  SETTLEMENT_CLOSED: 'Lần chốt này đã đóng, không quyết định thêm được.',
  SETTLEMENT_CHANGED: 'Kết quả vừa có bản mới. Hãy tải lại và xem bản mới trước khi quyết định.',
  SETTLEMENT_TIES_OPEN: (d) => `Còn ${d['count'] ?? 'một số'} chỗ bằng nhau chưa phân định mà có giải phụ thuộc.`,
  DECISION_UNFIT: 'Quyết định nêu người, đơn vị hoặc giải không có trong lần chốt này.',
  APPROVED_BEFORE: 'Bạn đã duyệt bản này. Cần một người khác duyệt tiếp.',
  APPROVALS_MISSING: (d) => `Chưa đủ người duyệt bản này${d['needed'] ? ` (${d['given']}/${d['needed']})` : ''}.`,
  PUBLISHED_BEFORE: 'Bản này đã công bố. Chỉ có thể thay bằng một bản mới.',
  PUBLICATION_REASON_NEEDED: 'Hãy ghi lý do công khai của bản thay thế.',
  OPEN_DATA_NOT_FOUND: 'Không có tệp dữ liệu mở này, hoặc chưa công bố.',
  OPEN_DATA_NOT_YET:
    'Chưa lập được dữ liệu mở: cuộc thi chưa kết thúc, còn bài chờ chấm, hoặc kết quả chính thức chưa công bố hết.',
  OPEN_DATA_TOO_FEW: 'Quá ít người dự thi: dòng nào cũng ứng với ít người hơn mức được công bố.',
  OPEN_DATA_STALE: 'Số liệu đã thay đổi từ khi lập tệp này. Hãy lập tệp mới rồi công bố.',
  OPEN_DATA_PUBLIC: 'Dữ liệu mở của cuộc thi đang hoặc đã công khai. Hãy thu hồi, rồi lập và công bố một tệp mới.',
  OPEN_DATA_COLUMNS_FIXED:
    'Dữ liệu mở của cuộc thi đã từng công khai với các cột khác. Hai cách cắt cùng một nhóm người có thể bị ghép lại, nên chỉ công bố được tệp có đúng các cột cũ.',
  RESULTS_NOT_PUBLISHED: 'Kết quả chính thức của phần này chưa công bố.',
  WINNER_FILE_UNKNOWN: 'Không có kết quả nào đã công bố mang mã băm này.',
  NOT_TOOK_PART: 'Chỉ người đã dự thi phần này mới gửi được khiếu nại.',
  APPEALS_CLOSED: 'Đã hết thời hạn khiếu nại kết quả này.',
  APPEAL_MADE: 'Bạn đã gửi khiếu nại về kết quả này.',
  APPEAL_DECIDED: 'Khiếu nại này đã được giải quyết.',
  COMMENDATION_NOT_FOUND: 'Không tìm thấy danh sách đề nghị khen thưởng hoặc dòng này.',
  COMMENDATION_CHANGED: 'Danh sách vừa được người khác sửa. Hãy tải lại và xem bản mới trước khi sửa tiếp.',
  COMMENDATION_CLOSED: 'Danh sách này đã có quyết định hoặc đã bỏ nên không sửa được nữa.',
  COMMENDATION_UNFIT:
    'Có người không giữ giải nào đã công bố ở phần này, hoặc có đơn vị chưa tham gia. Hãy tải lại danh sách để chọn.',
  COMMENDATION_LINE_THERE: 'Người hoặc đơn vị này đã có trong danh sách.',
  COMMENDATION_FULL: (d) =>
    `Danh sách đề nghị khen thưởng đã đủ ${d['max'] ?? 'số dòng cho phép'}. Hãy lập danh sách khác hoặc bỏ bớt.`,
  COMMENDATION_EMPTY: 'Danh sách chưa có ai. Hãy chọn cá nhân hoặc đơn vị được đề nghị trước.',
  COMMENDATION_REASON_NEEDED: 'Hãy ghi lý do sửa số, ngày hoặc người ký của quyết định đã ghi.',
  RECEIPT_NOT_FOUND: 'Không tìm thấy mã biên nhận này. Hãy kiểm tra lại từng ký tự.',
  GIFT_NOT_READABLE: 'Không đọc được câu hỏi ở định dạng GIFT.',
  DOCUMENT_NOT_FOUND: 'Không tìm thấy văn bản này. Văn bản đã lập được giữ 7 ngày.',
  DOCUMENT_CONFLICT: 'Mã yêu cầu này đã dùng cho một văn bản khác. Hãy tải lại trang rồi làm lại.',
  DOCUMENT_NOT_READY: 'Văn bản này chưa lập xong hoặc đã bị hủy. Hãy tải lại trang.',
  DOCUMENT_QUEUE_FULL: 'Cuộc thi đang có nhiều văn bản chờ lập. Hãy đợi một văn bản xong rồi yêu cầu tiếp.',
  DOCUMENT_TOO_LARGE: 'Văn bản quá lớn nên không lập được. Hãy chọn phạm vi nhỏ hơn.',
  DOCUMENT_TOO_SLOW:
    'Máy chủ đang bận nên đọc số liệu quá lâu và đã dừng. Hãy yêu cầu lại khi ít người thi, hoặc chọn phạm vi nhỏ hơn.',
  DOCUMENT_SOURCE_AWAY:
    'Máy chủ dữ liệu dành cho báo cáo không trả lời hoặc đang chậm nhiều so với máy chính nên văn bản chưa lập được. Việc thi và chấm bài không bị ảnh hưởng. Hãy yêu cầu lại sau ít phút; nếu vẫn vậy, hãy báo cho người vận hành.',
  FIGURES_DIFFER: 'Có số liệu in ra không khớp số đã tính nên văn bản không được xuất. Hãy báo cho người vận hành.',
  ITEM_NOT_FOUND: 'Không tìm thấy câu hỏi này trong ngân hàng.',
  ITEM_CHANGED: (d) =>
    `${d['changedByName'] ? `${String(d['changedByName'])} đã` : 'Đã có người'} lưu một bản mới hơn${d['version'] ? ` (bản ${String(d['version'])})` : ''} trong lúc bạn soạn. Hãy so hai bản rồi lưu lại.`,
  ITEM_USED:
    'Câu hỏi đã có trong một đợt thi được công bố nên giữ nguyên chủ đề và phần ngân hàng. Nếu cần chủ đề khác, hãy soạn câu mới.',
  ITEM_NOT_READY: (d) =>
    `Không làm được việc này${d['codes'] ? ` với ${String(d['codes'])}` : ''}: câu đã ở bước khác. Hãy tải lại danh sách.`,
  ITEM_FAULTY: (d) => (d['faults'] ? `Câu ${String(d['code'])} còn lỗi: ${String(d['faults'])}` : 'Câu hỏi còn lỗi.'),
  BANK_FILE_REFUSED: (d) => String(d['message'] ?? 'Không đọc được tệp câu hỏi.'),
  IMPORT_FAULTY: (d) =>
    `Còn câu có lỗi nên chưa nhập câu nào.${d['row'] ? ` Dòng ${String(d['row'])}: ${String(d['message'])}` : ' Hãy chạy thử để xem từng câu.'}`,
  NOTHING_TO_EXPORT: 'Không có câu hỏi nào như đã chọn để xuất ra định dạng này.',
  OWN_ITEM: (d) =>
    `Bản này do chính bạn soạn${d['codes'] ? ` (${String(d['codes'])})` : ''}. Người khác phải thẩm định.`,
  BATCH_NOT_FOUND: 'Không tìm thấy quyết định này trong ngân hàng.',
  BATCH_CLOSED: 'Quyết định này đã được xác nhận, hoặc chưa có bản quét. Hãy tải lại trang.',
  OWN_BATCH: 'Quyết định này do chính bạn nhập. Người khác phải xác nhận.',
  MEDIA_UNFIT: 'Tệp không phải ảnh PNG, JPEG, WebP đến 512 KB hay tiếng MP3, OGG, M4A đến 2 MB.',
  WORDING_NOT_FOUND: 'Câu hỏi chưa có bản tiếng này, hoặc không có ngôn ngữ này.',
  MEDIA_NOT_FOUND: 'Ảnh hoặc tiếng của câu hỏi chưa được tải lên. Hãy tải lại tệp.',
};
