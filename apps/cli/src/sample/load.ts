import type { EntityManager } from 'typeorm';
import { BankService, openForPractice } from '#bank';
import { ContestService, offerPractice, type ContestDraft, type InvitedUnit } from '#contests';
import { appendAudit, run, statement } from '#database';
import { formatCount, localDay, preparePool, seededRandom } from '#domain';
import { UnitService } from '#units';
import { contestUnits } from './attempts.queries.js';
import { keyedItems, type KeyedItem } from './bank-keys.js';
import { sampleContests, sampleDays } from './contests.js';
import { playCrowd } from './crowd.js';
import { practiceItems, seedBank, seedNames, seedUnits, type NameLists } from './seeds.js';
import { storeStaff } from './staff.js';
import { SAMPLE_LOADED, sampleState } from './state.js';
import { storeCrowd } from './store-crowd.js';
import { spreadAttempts } from './turnout.js';
import { WEEK_PAPERS } from './week-papers.js';

// Two starts at once: the second waits and then finds the data there. No parameters.
const lockSample = statement<object>('cli.lock-sample', `SELECT pg_advisory_xact_lock(hashtext('cchc-sample'))`);

/** The finished week of the running contest; full marks as such weeks have them, some three in ten. */
const WEEK_ONE = { attempts: 3_000, perfect: 870, units: 118 };
/** The published shape of 2019 at small scale: 182 of 222 units, and 101.907 of 240.659 attempts with full marks. */
const PAST = { attempts: 2_000, perfect: Math.round((2_000 * 101_907) / 240_659), units: 182 };
/** The three districts that sent most in 2019 as published, then seven that the publication only counts. */
const PAST_FIRST = [
  'Diễn Châu',
  'Nghi Lộc',
  'Anh Sơn',
  'Yên Thành',
  'Quỳnh Lưu',
  'Thanh Chương',
  'Đô Lương',
  'Nam Đàn',
  'Vinh',
  'Hưng Nguyên',
];

/**
 * Loads the whole of the sample data as part of the caller's transaction: units, bank, three contests, people with graded
 * attempts, staff. Names, papers, answers and scores come out of fixed seeds; ids are new each time.
 *
 * @param now epoch ms in database time; the weeks of the running contest are laid around it
 * @param say is told what was done, a line at a time
 */
export async function loadSample(manager: EntityManager, now: number, say: (line: string) => void): Promise<void> {
  await run(manager, lockSample, []);
  if ((await sampleState(manager)) !== 'wanted') return;

  const units = seedUnits();
  const tree = await new UnitService().importTree(manager, units.tree, { sample: true });
  const { written } = await new UnitService().importSuccessions(manager, units.successions);
  say(`  ${tree.added} đơn vị, ${written} quan hệ kế thừa ngày 01/7/2025`);

  const bank = new BankService();
  const wish = { bankCode: 'cchc-mau', bankTitle: 'Ngân hàng câu hỏi cải cách hành chính (mẫu)', sample: true };
  const { bankId, added } = await bank.importItems(manager, { ...wish, items: seedBank(localDay(now)) });
  const days = sampleDays(now);
  const pools = new Map<string, number[]>();
  for (const { subBank } of WEEK_PAPERS)
    pools.set(subBank, await bank.publishedPool(manager, bankId, { subBank, days }));
  const practice = {
    bankCode: 'cchc-on-luyen',
    bankTitle: 'Ngân hàng ôn luyện cải cách hành chính (mẫu)',
    sample: true,
  };
  await bank.importItems(manager, { ...practice, items: practiceItems(localDay(now)) });
  say(`  ${added} câu hỏi`);

  const drafts = sampleContests(now, bankId, pools);
  const open = (draft: ContestDraft, invited: readonly InvitedUnit[]) => openContest(manager, draft, invited);
  const running = await open(drafts.running, units.invited2026);
  const past = await open(drafts.past, units.invited2019);
  await open(drafts.coming, units.invited2026);
  await new ContestService().close(manager, past);
  await offerPracticeIn(manager, [drafts.running.slug, drafts.past.slug, drafts.coming.slug]);

  const items = await keyedItems(manager, [...pools.values()].flat());
  const common = { now, items, names: seedNames() };
  await playIn(manager, {
    ...common,
    contestId: running,
    draft: drafts.running,
    rounds: [1],
    year: 2026,
    size: WEEK_ONE,
    codes: units.invited2026.map(({ code }) => code),
    first: [],
  });
  say(`  ${drafts.running.title}: ${formatCount(WEEK_ONE.attempts)} lượt thi`);
  const district = (name: string) => units.invited2019.find((unit) => unit.level === 'district' && unit.name === name)!;
  await playIn(manager, {
    ...common,
    contestId: past,
    draft: drafts.past,
    rounds: [1, 2, 3, 4],
    year: 2019,
    size: PAST,
    codes: units.invited2019.map(({ code }) => code),
    first: PAST_FIRST.map((name) => district(name).code),
  });
  say(`  ${drafts.past.title}: ${formatCount(PAST.attempts)} lượt thi`);

  const manages = units.invited2026.find(({ level }) => level === 'commune')!.code;
  const contestUnitId = (await run(manager, contestUnits, [running])).find(({ code }) => code === manages)!.id;
  await storeStaff(manager, {
    contestId: running,
    contestUnitId,
    names: common.names,
    year: 2026,
    now,
    random: seededRandom('staff'),
  });
  await appendAudit(manager, { actorId: null, action: SAMPLE_LOADED, subject: 'sample' });
}

async function openContest(
  manager: EntityManager,
  draft: ContestDraft,
  invited: readonly InvitedUnit[],
): Promise<number> {
  const contests = new ContestService();
  const contestId = await contests.create(manager, draft);
  const rows = invited.map(({ code, validFrom, headcount, headcountNote }) => ({
    code,
    validFrom,
    headcount,
    headcountNote,
  }));
  await contests.inviteUnits(manager, contestId, rows);
  await contests.publish(manager, contestId);
  return contestId;
}

async function playIn(
  manager: EntityManager,
  wish: {
    contestId: number;
    draft: ContestDraft;
    rounds: readonly number[];
    size: { attempts: number; perfect: number; units: number };
    codes: readonly string[];
    first: readonly string[];
    items: readonly KeyedItem[];
    names: NameLists;
    year: number;
    now: number;
  },
): Promise<void> {
  const { contestId, draft, size, items, names, year, now } = wish;
  const random = seededRandom(draft.slug);
  const turnout = spreadAttempts({ ...size, codes: wish.codes, first: wish.first, random });
  const byId = new Map(items.map((item) => [item.id, item]));
  const rounds = draft.rounds
    .filter(({ id }) => wish.rounds.includes(id))
    .map(({ id, opensAt, closesAt, rules, pool }) => {
      return { id, opensAt, closesAt, rules, pool: preparePool(pool.map((item) => byId.get(item)!)), items: byId };
    });
  const sitters = playCrowd({ turnout, rounds, perfect: size.perfect, names, year, random });
  await storeCrowd(manager, { contestId, sitters, graceMs: draft.rounds[0]!.rules.timing.graceMs, now });
}

/** The three contests offer the same questions to practise with, which no round asks. */
async function offerPracticeIn(manager: EntityManager, slugs: readonly string[]): Promise<void> {
  const bankId = await openForPractice(manager, 'cchc-on-luyen');
  for (const contestSlug of slugs)
    await offerPractice(manager, { contestSlug, bankId, actorId: null, requestId: null });
}
