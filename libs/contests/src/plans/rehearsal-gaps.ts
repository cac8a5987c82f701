import type { Regulations } from '#domain';

/** What was tried in a rehearsal, in numbers alone. */
export interface RehearsalCourse {
  attempts: number;
  persons: number;
  /** Attempts that their person handed in, and those that the time closed. */
  submitted: number;
  timedOut: number;
  graded: number;
  /** Invited units and audiences that somebody stood for. */
  units: number;
  audiences: number;
  /** People who were signed in on a phone, and on a computer. */
  phones: number;
  desktops: number;
}

/** A rehearsal with the version of the plan that was tried. */
export interface Rehearsed extends RehearsalCourse {
  version: number;
}

/**
 * What a rehearsal did not cover, each as the end of the sentence "chưa thử …"; empty when everything was tried.
 *
 * @param now the plan as it stands: what was changed since was not tried
 */
export function rehearsalGaps(
  done: Rehearsed,
  now: { version: number; regulations: Pick<Regulations, 'audiences' | 'time'> },
): string[] {
  const { groups } = now.regulations.audiences;
  const gap = (isMissing: boolean, words: string) => (isMissing ? [words] : []);
  if (done.attempts === 0) return ['làm bài lần nào'];
  return [
    ...gap(done.submitted === 0, 'nộp bài'),
    ...gap(done.graded === 0, 'xem điểm sau khi chấm'),
    ...gap(now.regulations.time.kind !== 'none' && done.timedOut === 0, 'để hết giờ'),
    ...gap(done.phones === 0, 'trên điện thoại'),
    ...gap(done.desktops === 0, 'trên máy tính'),
    ...gap(done.units === 0, 'với đơn vị được mời nào'),
    ...gap(groups.length > done.audiences, `đủ ${groups.length} đối tượng`),
    ...gap(done.version < now.version, 'những chỗ sửa sau lần chạy thử'),
  ];
}
