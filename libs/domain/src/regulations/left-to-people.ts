import type { RuleFault } from '../rule-shape.js';
import { faultIf } from '../rule-shape.js';
import type { Regulations } from './regulations.js';

/**
 * What regulations promise and the server does not do by itself, so that nobody finds out in the last hour: where, and
 * what people have to do instead. Empty when the server keeps everything.
 */
export function leftToPeople(regulations: Regulations): RuleFault[] {
  const { eligibility, identity, paper, time } = regulations;
  const { prizes, extras, calendar } = regulations;
  const papers = [paper, ...calendar.rounds.flatMap(({ differs }) => differs.paper ?? [])];
  const times = [time, ...calendar.rounds.flatMap(({ differs }) => differs.time ?? [])];
  const left = (condition: boolean, path: string, message: string) =>
    faultIf(condition, path, 'LEFT_TO_PEOPLE', message);
  return [
    ...left(eligibility.place !== null, 'eligibility.place', 'Địa bàn: ban tổ chức đối chiếu khi xác minh.'),
    ...left(
      eligibility.roster === 'listed_only',
      'eligibility.roster',
      'Danh sách người được dự thi: ban tổ chức đối chiếu khi xác minh.',
    ),
    ...left(
      eligibility.eidLevel !== null,
      'eligibility.eidLevel',
      'Mức định danh điện tử: ban tổ chức kiểm tra khi xác minh.',
    ),
    ...left(
      identity.key !== 'phone',
      'identity.key',
      'Mỗi tài khoản ứng với một số điện thoại; giấy tờ khác do ban tổ chức đối chiếu khi xác minh.',
    ),
    ...left(
      papers.some(({ multipleRight }) => multipleRight === 'number_told'),
      'paper.multipleRight',
      'Số phương án đúng: ghi ngay trong câu hỏi.',
    ),
    ...left(
      times.some(({ kind }) => kind === 'question'),
      'time.kind',
      'Giờ của từng câu được cộng thành giờ của cả bài.',
    ),
    ...left(
      prizes.list.some(({ by }) => by === 'minority' || by === 'jury' || by === 'referral'),
      'prizes.list',
      'Giải do người xét (dân tộc thiểu số, ban giám khảo, giới thiệu): ban tổ chức ghi người được trao khi chốt kết quả.',
    ),
    ...left(extras.essay !== null, 'extras.essay', 'Phần tự luận: thu và chấm ngoài phần mềm.'),
    ...left(extras.team !== null, 'extras.team', 'Thi theo đội: lập đội ngoài phần mềm.'),
    ...left(extras.instantGift !== null, 'extras.instantGift', 'Quà tặng ngay: trao ngoài phần mềm.'),
    ...left(extras.survey, 'extras.survey', 'Phiếu khảo sát: làm ngoài phần mềm.'),
    ...left(extras.referral, 'extras.referral', 'Mã giới thiệu: chưa ghi nhận.'),
  ];
}
