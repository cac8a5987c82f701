import {
  checkBlueprint,
  formatCount,
  leftToPeople,
  partsAsked,
  preparePool,
  questionsOf,
  type PoolItem,
  type Regulations,
  type RuleFault,
} from '#domain';
import type { RoundDraft } from '../contest-draft.js';
import { rehearsalGaps, type Rehearsed } from './rehearsal-gaps.js';

/** One thing looked at before a contest opens. `stop`: it cannot open so; `warn`: people should know. */
export interface OpeningCheck {
  code: string;
  state: 'good' | 'warn' | 'stop';
  /** In Vietnamese, a whole sentence. */
  message: string;
}

/** All that the checks are made from. */
export interface OpeningFacts {
  /** Epoch ms. */
  now: number;
  faults: readonly RuleFault[];
  /** Null while there are faults. */
  regulations: Regulations | null;
  slugTaken: boolean;
  /** Null while no bank is chosen, or it is gone; empty while there are faults. */
  rounds: readonly RoundDraft[] | null;
  /** The items of all pools, by version. */
  items: ReadonlyMap<number, PoolItem>;
  units: { invited: number; missing: readonly string[]; withoutHeadcount: number };
  /** Units of the made contest that have no letter for a manager; null before it is made. */
  unitsWithoutManager: number | null;
  /** What was tried before; null = nothing. */
  rehearsed: Rehearsed | null;
  /** Of the plan as it stands. */
  version: number;
}

/** A paper that is drawn from fewer questions than this many times its length repeats itself from one person to the next. */
const VARIED = 3;

const check = (code: string, state: OpeningCheck['state'], message: string): OpeningCheck => ({ code, state, message });

/** What an organizer should know before a contest opens, all of it, the good as well: a list to go through. */
export function openingChecks(facts: OpeningFacts): OpeningCheck[] {
  return [
    rules(facts),
    ...(facts.regulations ? [address(facts), dates(facts.regulations, facts)] : []),
    ...bank(facts),
    ...units(facts),
    ...(facts.regulations ? [...host(facts.regulations), rehearsal(facts.regulations, facts)] : []),
  ];
}

function rules({ faults }: OpeningFacts): OpeningCheck {
  if (faults.length === 0) return check('RULES_VALID', 'good', 'Thể lệ đủ và không mâu thuẫn.');
  return check('RULES_VALID', 'stop', `Thể lệ còn ${faults.length} chỗ cần sửa. Chỗ đầu tiên: ${faults[0]!.message}`);
}

function address({ regulations, slugTaken }: OpeningFacts): OpeningCheck {
  const { slug } = regulations!;
  return slugTaken
    ? check('ADDRESS_FREE', 'stop', `Đã có cuộc thi ở địa chỉ /cuoc-thi/${slug}: hãy chọn tên khác trong địa chỉ.`)
    : check('ADDRESS_FREE', 'good', `Cuộc thi sẽ ở địa chỉ /cuoc-thi/${slug}.`);
}

function dates({ calendar }: Regulations, { now, rounds }: OpeningFacts): OpeningCheck {
  const first = calendar.rounds[0]!;
  const opened = rounds?.[0];
  if (opened && opened.closesAt <= now)
    return check('DATES_AHEAD', 'stop', `“${first.title}” đã đóng từ trước: hãy sửa lịch thi.`);
  if (opened && opened.opensAt <= now)
    return check('DATES_AHEAD', 'warn', `“${first.title}” đã tới giờ mở: người dân vào thi được ngay khi công bố.`);
  return check('DATES_AHEAD', 'good', `“${first.title}” mở lúc ${first.opensAt}.`);
}

function bank({ rounds, regulations, items }: OpeningFacts): OpeningCheck[] {
  if (rounds === null) return [check('BANK_SERVES', 'stop', 'Chưa chọn ngân hàng câu hỏi.')];
  if (regulations === null) return [];
  const short = rounds.flatMap(({ title, rules: { paper }, pool }) =>
    checkBlueprint(preparePool(pool.flatMap((id) => items.get(id) ?? [])), paper).map(
      ({ message }) => `“${title}”: ${message}`,
    ),
  );
  if (short.length > 0) {
    const more = short.length > 1 ? ` Còn ${short.length - 1} chỗ thiếu nữa.` : '';
    return [check('BANK_SERVES', 'stop', `${short[0]}${more} Chỉ tính câu đã xuất bản và còn hiệu lực suốt đợt.`)];
  }
  const audienceIds = regulations.audiences.groups.map((_, i) => i + 1);
  // Whoever is asked from the smallest part sees the same questions soonest.
  const sizes = rounds.map(({ title, rules: { paper }, pool }) => {
    const parts = pool.map((id) => items.get(id)?.subBank ?? null);
    const ofPart = (part: string | null) => (part === null ? parts : parts.filter((one) => one === part)).length;
    return { title, asks: questionsOf(paper), from: Math.min(...partsAsked(paper, audienceIds).map(ofPart)) };
  });
  const thin = sizes.find(({ asks, from }) => from < VARIED * asks);
  const least = Math.min(...sizes.map(({ from }) => from));
  if (thin)
    return [
      check(
        'BANK_SERVES',
        'warn',
        `“${thin.title}” chỉ có ${formatCount(thin.from)} câu để rút đề ${thin.asks} câu: đề của mọi người sẽ gần giống nhau.`,
      ),
    ];
  return [check('BANK_SERVES', 'good', `Ngân hàng đủ câu cho mọi đợt: đợt ít nhất có ${formatCount(least)} câu.`)];
}

function units({ units: { invited, missing, withoutHeadcount }, unitsWithoutManager, regulations }: OpeningFacts) {
  if (invited === 0) return [check('UNITS_INVITED', 'stop', 'Chưa mời đơn vị nào.')];
  if (missing.length > 0) {
    const some = missing.slice(0, 5).join(', ');
    return [
      check('UNITS_INVITED', 'stop', `${formatCount(missing.length)} mã đơn vị không còn trong cây đơn vị: ${some}.`),
    ];
  }
  const metrics = regulations?.units.ranking?.metrics ?? [];
  const isRate = metrics.some(({ metric }) => metric === 'headcount_rate');
  return [
    check('UNITS_INVITED', 'good', `${formatCount(invited)} đơn vị được mời.`),
    ...(withoutHeadcount > 0
      ? [
          check(
            'HEADCOUNTS',
            'warn',
            `${formatCount(withoutHeadcount)} đơn vị chưa có tổng số người: ${isRate ? 'thể lệ xếp hạng đơn vị theo tỷ lệ này.' : 'không tính được tỷ lệ người tham gia.'}`,
          ),
        ]
      : []),
    managers(unitsWithoutManager),
  ];
}

function managers(without: number | null): OpeningCheck {
  if (without === null)
    return check('MANAGERS_INVITED', 'warn', 'Thư mời đầu mối đơn vị được tạo sau khi công bố cuộc thi.');
  return without === 0
    ? check('MANAGERS_INVITED', 'good', 'Mọi đơn vị đều đã có thư mời đầu mối.')
    : check('MANAGERS_INVITED', 'warn', `${formatCount(without)} đơn vị chưa có thư mời đầu mối.`);
}

function host(regulations: Regulations): OpeningCheck[] {
  const { hotline, hours } = regulations.host;
  const left = leftToPeople(regulations);
  return [
    hotline === null
      ? check('HOTLINE', 'warn', 'Chưa có số điện thoại hỗ trợ: người dân gặp sự cố không biết gọi ai.')
      : check('HOTLINE', 'good', `Điện thoại hỗ trợ: ${hotline}${hours === null ? '' : `, ${hours}`}.`),
    left.length === 0
      ? check('LEFT_TO_PEOPLE', 'good', 'Phần mềm tự làm mọi điều thể lệ hứa.')
      : check(
          'LEFT_TO_PEOPLE',
          'warn',
          `${left.length} điều trong thể lệ do ban tổ chức tự làm. Điều đầu tiên: ${left[0]!.message}`,
        ),
  ];
}

function rehearsal(regulations: Regulations, { rehearsed, version }: OpeningFacts): OpeningCheck {
  if (rehearsed === null)
    return check('REHEARSAL', 'warn', 'Chưa chạy thử: nên cho vài người làm thử trên trang thật trước khi công bố.');
  const gaps = rehearsalGaps(rehearsed, { version, regulations });
  return gaps.length > 0
    ? check('REHEARSAL', 'warn', `Lần chạy thử chưa thử: ${gaps.join('; ')}.`)
    : check('REHEARSAL', 'good', `Đã chạy thử: ${rehearsed.attempts} lượt thi của ${rehearsed.persons} người.`);
}
