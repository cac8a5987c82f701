import { ATTEMPT_CPU_MS, COST_CPU_MS, SAVES } from './attempt-cost.js';
import type { Server } from './measure.js';

/** Checking one password keeps a core for so long (argon2id as the product has it; 174 to 194 a second on two cores). */
const SIGN_IN_CPU_MS = 11;
/** Of the machine, what a minute of rush may take; the rest is for TLS, pages and pictures, and for being wrong. */
const USED = 0.3;
/** An open page costs the api so much memory; the rest of the product wants its share first. */
const SOCKET_MIB = 0.03;
const PRODUCT_GIB = 2;
/** A group of writes shares a commit; a lane has one on its way while another is gathered. */
const GROUP = 64;
const LANES = 2;
const TYPICAL_MINUTES = 15;

export const PEOPLE = {
  atOnce: 'Người làm bài cùng lúc, lưu từng câu',
  startsAMinute: 'Lượt bắt đầu trong một phút, đã đăng nhập',
  signInsAMinute: 'Người đăng nhập bằng mật khẩu trong một phút',
  submitsLastMinute: 'Lượt nộp trong phút cuối',
} as const;

export interface Carried {
  people: number;
  /** What ends first: the processor, the disk or memory, in Vietnamese. */
  limit: string;
}

/** @returns rounded down to two digits: more would claim to know more */
export function carries(
  server: Pick<Server, 'cores' | 'memoryGib' | 'commitMs' | 'attemptCpuMs'>,
): Record<keyof typeof PEOPLE, Carried> {
  const { cores, memoryGib, commitMs, attemptCpuMs } = server;
  /** How much slower or faster this machine is than the one that the costs were measured on. */
  const pace = attemptCpuMs / ATTEMPT_CPU_MS;
  const cpuMsAMinute = cores * 60_000 * USED;
  const byCpu = (costMs: number) => cpuMsAMinute / (costMs * pace);
  const byDisk = ((60_000 * USED) / Math.max(commitMs, 0.05)) * GROUP * LANES;
  const byMemory = (Math.max(0, memoryGib - PRODUCT_GIB) * 1024) / SOCKET_MIB;
  const least = (...limits: [number, string][]): Carried => {
    const [people, limit] = limits.reduce((a, b) => (b[0] < a[0] ? b : a));
    return { people: twoDigits(people), limit };
  };
  const attemptsAMinute = byCpu(ATTEMPT_CPU_MS);
  return {
    atOnce: least(
      [attemptsAMinute * TYPICAL_MINUTES, 'bộ xử lý'],
      [(byDisk / (SAVES + 2)) * TYPICAL_MINUTES, 'đĩa'],
      [byMemory, 'bộ nhớ'],
    ),
    startsAMinute: least([byCpu(COST_CPU_MS.start), 'bộ xử lý'], [byDisk, 'đĩa']),
    signInsAMinute: least([byCpu(SIGN_IN_CPU_MS), 'bộ xử lý']),
    submitsLastMinute: least([byCpu(COST_CPU_MS.submit), 'bộ xử lý'], [byDisk, 'đĩa']),
  };
}

/** @example twoDigits(12_345) // 12_000 */
function twoDigits(value: number): number {
  if (value < 100) return Math.floor(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / unit) * unit;
}
