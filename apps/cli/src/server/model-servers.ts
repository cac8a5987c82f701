import { formatCount } from '#domain';
import { STARTS_PER_CORE } from '#platform';
import { carries, type FigureName } from './carries.js';
import { MEASURED } from './measured-herd.js';

/** What people order, and how many processes serve pages there; more than two want a PostgreSQL of one's own. */
const MODELS = [
  { cores: 2, memoryGib: 4, webProcesses: 1 },
  { cores: 4, memoryGib: 8, webProcesses: 1 },
  { cores: 4, memoryGib: 8, webProcesses: 2 },
  { cores: 8, memoryGib: 16, webProcesses: 2 },
  { cores: 16, memoryGib: 32, webProcesses: 6 },
];
/** An SSD of a rented server, a commit of PostgreSQL. */
const COMMIT_MS = 1;
const COLUMNS: Partial<Record<FigureName, string>> = {
  atOnce: 'Số người thi cùng lúc',
  startsAMinute: 'Lượt bắt đầu mỗi phút',
  submitsLastMinute: 'Lượt nộp phút cuối',
};

/** The table of docs/vi/cai-dat.md: servers of several sizes with cores like those of the measured one, and what ends first. */
export function modelServersTable(): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const names = Object.keys(COLUMNS) as FigureName[];
  const rows = MODELS.map(({ cores, memoryGib, webProcesses }) => {
    const carried = carries({
      ...{ cores, memoryGib, webProcesses, commitMs: COMMIT_MS, startsPerSecond: STARTS_PER_CORE * cores },
      sumMs: MEASURED.machine.referenceSumMs,
    });
    const figures = names.map((name) => `${formatCount(carried[name].people)} (${carried[name].limit})`);
    return row([`${cores} nhân, ${memoryGib} GiB, ${webProcesses} tiến trình web`, ...figures]);
  });
  return [row(['Máy chủ', ...Object.values(COLUMNS)]), row(['---', ...names.map(() => '---')]), ...rows].join('\n');
}

/** Under the table: the run that the costs come from. */
export function measuredRun(): string {
  const { measuredOn, commit, command, machine, cpuShare, people, submitsPerSecond, submitMs } = MEASURED;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return (
    `Chi phí lấy từ lần chạy tải ${vietnameseDay(measuredOn)} (${commit}, \`${command}\`): ${formatCount(people)} người, ` +
    `${submitsPerSecond} lượt nộp mỗi giây trong phút cuối, 99 % lượt nộp xong trong ${formatCount(Math.round(submitMs.p99))} ms. ` +
    `Máy ${machine.cores} nhân (${machine.cpu}): phần mềm dùng ${percent(cpuShare.product)}, công cụ tải trên chính các nhân đó ` +
    `${percent(cpuShare.tool)}, việc khác của máy ${percent(cpuShare.others)}.`
  );
}

/** @example vietnameseDay('2026-11-23') // '23/11/2026' */
export const vietnameseDay = (day: string): string => day.split('-').reverse().join('/');
