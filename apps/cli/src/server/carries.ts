import { MEASURED, type Act, type MeasuredHerd, type Member } from './measured-herd.js';
import type { Server } from './measure.js';

/** Answers that are saved one by one: a paper of fifteen questions. */
const SAVES = 15;
const TYPICAL_MINUTES = 15;
/** Of each processor and of each process, what is planned with; the rest is for pages, pictures, boards and being wrong. */
export const PLANNED_SHARE = 0.6;
/**
 * The door that speaks TLS (Caddy, nginx) takes so much for a request. Assumed, not measured, and on the same machine
 * (docs/scaling.md); a start asks for its turn first, and a submit for its result after.
 */
export const TLS_CPU_MS = 0.2;
const REQUESTS: Record<Act, number> = { connect: 1, signIn: 1, start: 2, save: 1, submit: 2 };
/** Memory that the system, PostgreSQL and the rest of the product want first. */
const PRODUCT_GIB = 2;
/** A group of writes shares a commit; a lane has one on its way while another is gathered. */
const GROUP = 64;
const LANES = 2;
/** An api does its work on one thread, but for passwords: it hashes two at once beside. */
const THREADS: Partial<Record<Act, number>> = { signIn: 2 };

interface Figure {
  title: string;
  /** What each person does in `minutes`. */
  does: Partial<Record<Act, number>>;
  minutes: number;
  /** Commits that each waits for. */
  writes: number;
}

export const FIGURES = {
  atOnce: {
    title: 'Người thi cùng lúc (15 câu, 15 phút, lưu từng câu)',
    does: { connect: 1, start: 1, save: SAVES, submit: 1 },
    minutes: TYPICAL_MINUTES,
    writes: SAVES + 2,
  },
  startsAMinute: {
    title: 'Lượt bắt đầu trong một phút, đã đăng nhập',
    does: { connect: 1, start: 1 },
    minutes: 1,
    writes: 1,
  },
  signInsAMinute: {
    title: 'Người đăng nhập bằng mật khẩu trong một phút',
    does: { signIn: 1 },
    minutes: 1,
    writes: 1,
  },
  submitsLastMinute: { title: 'Lượt nộp trong phút cuối', does: { submit: 1 }, minutes: 1, writes: 1 },
} satisfies Record<string, Figure>;

export type FigureName = keyof typeof FIGURES;

export interface Carried {
  people: number;
  /** What ends first, in Vietnamese. */
  limit: string;
}

/** What a machine is reckoned from. */
export type Reckoned = Pick<Server, 'cores' | 'memoryGib' | 'commitMs' | 'sumMs' | 'webProcesses' | 'startsPerSecond'>;

/** @returns rounded down to two digits: more would claim to know more */
export function carries(server: Reckoned, measured: MeasuredHerd = MEASURED): Record<FigureName, Carried> {
  const { cores, memoryGib, commitMs, webProcesses, startsPerSecond } = server;
  const slowness = server.sumMs / measured.machine.referenceSumMs;
  const costMs = (act: Act | 'second', of: 'all' | 'api') =>
    slowness * (of === 'api' ? measured.cpuMs[act].api : sumOf(measured.cpuMs[act]));
  /** What a minute of so many cores has for people, in ms. */
  const minuteMs = (processors: number, of: 'all' | 'api') =>
    Math.max(0, processors * 60_000 * PLANNED_SHARE - 60 * costMs('second', of));
  const workMs = (does: Figure['does'], of: 'all' | 'api') =>
    Object.entries(does).reduce((sum, [name, times]) => {
      const act = name as Act;
      const door = of === 'all' ? slowness * REQUESTS[act] * TLS_CPU_MS : 0;
      const threads = of === 'api' ? (THREADS[act] ?? 1) : 1;
      return sum + (times * (costMs(act, of) + door)) / threads;
    }, 0);
  return mapFigures(({ does, minutes, writes }) => {
    const limits: [number, string][] = [
      [(minutes * minuteMs(cores, 'all')) / workMs(does, 'all'), 'bộ xử lý'],
      [(minutes * webProcesses * minuteMs(1, 'api')) / workMs(does, 'api'), 'tiến trình web'],
      [((minutes * 60_000 * PLANNED_SHARE) / Math.max(commitMs, 0.05) / writes) * GROUP * LANES, 'đĩa'],
    ];
    if (does.connect) limits.push([(Math.max(0, memoryGib - PRODUCT_GIB) * 2 ** 20) / measured.kibPerPage, 'bộ nhớ']);
    if (does.start && startsPerSecond !== null) limits.push([minutes * 60 * startsPerSecond, 'nhịp vào thi']);
    const [people, limit] = limits.reduce((a, b) => (b[0] < a[0] ? b : a));
    return { people: twoDigits(people), limit };
  });
}

/** What an attempt of fifteen questions costs one core, in ms, without the door. */
export function attemptCpuMs(sumMs: number, measured: MeasuredHerd = MEASURED): number {
  const { start, save, submit } = measured.cpuMs;
  return (sumMs / measured.machine.referenceSumMs) * (sumOf(start) + SAVES * sumOf(save) + sumOf(submit));
}

const sumOf = (byMember: Record<Member, number>): number => Object.values(byMember).reduce((sum, ms) => sum + ms, 0);

function mapFigures<T>(make: (figure: Figure) => T): Record<FigureName, T> {
  return Object.fromEntries(Object.entries(FIGURES).map(([name, figure]) => [name, make(figure)])) as Record<
    FigureName,
    T
  >;
}

/** @example twoDigits(12_345) // 12_000 */
function twoDigits(value: number): number {
  if (value < 100) return Math.floor(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / unit) * unit;
}
