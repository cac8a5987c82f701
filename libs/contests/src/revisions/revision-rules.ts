import { differingPlaces, labelAt, serverRules, shownAt, valueAt, type Regulations, type RuleFault } from '#domain';

/** One place where two thể lệ differ, in the words of the form. */
export interface RuleChange {
  path: string;
  label: string;
  before: string;
  after: string;
}

/**
 * Where two thể lệ differ, in words. What only readers of the file see (`notes`) is left out.
 *
 * Example: 20 minutes made 15 gives `{ path: 'time.seconds', label: 'Thời gian làm bài › Số giây', before: '1200', after: '900' }`.
 */
export function changesBetween(before: unknown, after: unknown): RuleChange[] {
  return differingPlaces(before, after)
    .filter((path) => path !== 'notes' && !path.startsWith('notes.'))
    .map((path) => ({
      path,
      label: labelAt(path),
      before: shownAt(path, valueAt(before, path)),
      after: shownAt(path, valueAt(after, path)),
    }));
}

/**
 * What of a published contest cannot be changed any more, told at the field. A round that has begun keeps its opening, one
 * that is over its window, and no window is moved to what is over then.
 *
 * @param at when the revision begins to hold, epoch ms
 * @param rounds the windows that hold now, by place in the calendar (epoch ms)
 */
export function checkRevision(
  before: Regulations,
  after: Regulations,
  rounds: readonly { opensAt: number; closesAt: number }[],
  at: number,
): RuleFault[] {
  const fixed = (path: string, isSame: boolean, what: string): RuleFault[] =>
    isSame ? [] : [{ path, code: 'FIXED', message: `${what} không đổi được sau khi công bố.` }];
  const past = (path: string, isPast: boolean): RuleFault[] =>
    isPast ? [{ path, code: 'PAST', message: 'Giờ mới phải sau lúc lần sửa có hiệu lực.' }] : [];
  const codes = (list: readonly object[]) => JSON.stringify(list);
  const sameRounds =
    after.calendar.rounds.length === before.calendar.rounds.length &&
    after.calendar.rounds.every(
      ({ code, phase }, i) => code === before.calendar.rounds[i]!.code && phase === before.calendar.rounds[i]!.phase,
    );
  const [was, is] = [serverRules(before).rounds, serverRules(after).rounds];
  return [
    ...fixed('slug', after.slug === before.slug, 'Tên trong địa chỉ'),
    ...fixed('calendar.phases', codes(after.calendar.phases) === codes(before.calendar.phases), 'Các giai đoạn'),
    ...fixed('audiences', codes(after.audiences.groups) === codes(before.audiences.groups), 'Các đối tượng dự thi'),
    ...fixed('calendar.rounds', sameRounds, 'Số đợt thi và mã các đợt'),
    ...(sameRounds ? is : []).flatMap((round, i) => {
      const path = `calendar.rounds[${i}]`;
      const held = rounds[i];
      const isOver = held !== undefined && held.closesAt <= at;
      const isBegun = held !== undefined && held.opensAt <= at;
      return [
        ...fixed(`${path}.opensAt`, !isBegun || round.opensAt === was[i]!.opensAt, `“${round.title}” đã mở: giờ mở`),
        ...fixed(
          `${path}.closesAt`,
          !isOver || round.closesAt === was[i]!.closesAt,
          `“${round.title}” đã qua: giờ đóng`,
        ),
        ...past(`${path}.opensAt`, !isBegun && round.opensAt !== was[i]!.opensAt && round.opensAt < at),
        ...past(`${path}.closesAt`, !isOver && round.closesAt !== was[i]!.closesAt && round.closesAt <= at),
      ];
    }),
  ];
}
