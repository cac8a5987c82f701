import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  appendAudit,
  AudienceEntity,
  ContestEntity,
  ContestRevisionEntity,
  PhaseEntity,
  RoundEntity,
  run,
} from '#database';
import {
  checkRulesTogether,
  DomainError,
  isoInstant,
  normalizeTexts,
  OUTSIDE_LIST_LABEL,
  type PoolItem,
  type RuleFault,
} from '#domain';
import { checkContestDraft, checkRound, refuseFaults, type ContestDraft, type RoundSetting } from './contest-draft.js';
import * as sql from './contest.queries.js';
import { outsideSubtree } from './delegation/subtree.queries.js';
import { countPracticeItems } from './practice.queries.js';

/** Code of the row that people of units outside the invited list stand for. */
export const OUTSIDE_UNIT_CODE = 'NGOAI';

/** A unit of the tree as one contest invites it. Head-count: people who could take part, null = not known. */
export interface InvitedUnit {
  code: string;
  /** 'YYYY-MM-DD'; with the code it names the unit. */
  validFrom: string;
  headcount: number | null;
  headcountNote: string | null;
}

/** What changes in a round; what is left out stays. `note` says why, for everybody to read. */
export interface RoundChange extends Partial<RoundSetting> {
  contestId: number;
  roundId: number;
  note: string;
}

/** Makes contests and changes their rules. Every method works in the caller's transaction. */
@Injectable()
export class ContestService {
  /**
   * Stores a contest as a draft that nobody sees yet.
   *
   * @param by the account that does it; null from the command line
   * @returns the contest's number
   * @throws DomainError IMPOSSIBLE_RULES with every fault by its path
   */
  async create(manager: EntityManager, draft: ContestDraft, by: string | null = null): Promise<number> {
    const items = await this.poolItems(manager, draft.rounds);
    const faults = checkContestDraft(draft, items);
    if (await manager.existsBy(ContestEntity, { slug: draft.slug })) {
      faults.push({
        path: 'slug',
        code: 'SLUG_TAKEN',
        message: `Đã có cuộc thi mang tên "${draft.slug}" trong địa chỉ.`,
      });
    }
    faults.push(
      ...(await this.practiceFaults(
        manager,
        draft.rounds.flatMap(({ pool }) => pool),
      )),
    );
    refuseFaults(faults);

    const { slug, title, hotline, bankId, sample, retentionMonths, runByUnitCode = null } = draft;
    const page: object | null = draft.page ? normalizeTexts(draft.page) : null;
    const contest = await manager.save(ContestEntity, {
      ...{ slug, title, hotline, bankId, sample, page, runByUnitCode },
      ...(retentionMonths !== undefined && { retentionMonths }),
    });
    const contestId = contest.id;
    await manager.insert(ContestRevisionEntity, {
      ...{ contestId, revision: 1, rules: draft.rules as object },
      ...(draft.regulations && { regulations: draft.regulations as object }),
    });
    await manager.insert(
      AudienceEntity,
      (draft.audiences.length > 0 ? draft.audiences : EVERYBODY).map((one) => ({ ...one, contestId })),
    );
    if (draft.phases.length > 0)
      await manager.insert(
        PhaseEntity,
        draft.phases.map((phase) => ({ ...phase, contestId })),
      );
    for (const { id, phaseId, title: roundTitle, ...setting } of draft.rounds) {
      await manager.insert(RoundEntity, { contestId, id, phaseId, title: roundTitle });
      await this.addRevision(manager, { contestId, roundId: id, revision: 1, note: null, setting });
    }
    await appendAudit(manager, {
      actorId: by,
      action: 'contest.created',
      subject: `contest/${contestId}`,
      after: { slug },
    });
    return contestId;
  }

  /**
   * Takes a frozen copy of these units into the contest: name, parent, kind and head-count as they are now. A unit that
   * was invited before keeps its copy. People of other units get the row "Ngoài danh sách mời".
   *
   * @returns how many units were added
   * @throws DomainError CONTEST_NOT_FOUND; UNIT_NOT_FOUND {code} when the tree has no such unit; UNIT_OUT_OF_REACH {code}
   *   for one that is not of the subtree of the unit that runs the contest
   */
  async inviteUnits(manager: EntityManager, contestId: number, rows: readonly InvitedUnit[]): Promise<number> {
    const { run_by_unit_code: runBy } = await this.lock(manager, contestId);
    const codes = rows.map(({ code }) => code);
    const [outside] = runBy === null ? [] : await run(manager, outsideSubtree, [runBy, codes]);
    if (outside) throw new DomainError('UNIT_OUT_OF_REACH', { code: outside.code });
    const json = JSON.stringify(rows);
    const [missing] = await run(manager, sql.missingUnits, [json]);
    if (missing) throw new DomainError('UNIT_NOT_FOUND', { code: missing.code });
    const added = await run(manager, sql.freezeUnits, [contestId, json]);
    await run(manager, sql.hangContestUnits, [contestId]);
    await run(manager, sql.addOutsideUnit, [contestId, OUTSIDE_UNIT_CODE, OUTSIDE_LIST_LABEL]);
    return added.length;
  }

  /**
   * Opens a contest to everybody: its partitions are made, and it stands in the public list. Again: nothing happens.
   *
   * @throws DomainError CONTEST_NOT_FOUND; IMPOSSIBLE_RULES when no unit is invited
   */
  async publish(manager: EntityManager, contestId: number, by: string | null = null): Promise<void> {
    const { status, units } = await this.lock(manager, contestId);
    if (status !== 'draft') return;
    if (units === 0) refuseFaults([{ path: 'units', code: 'NO_UNIT', message: 'Cuộc thi chưa mời đơn vị nào.' }]);
    await run(manager, sql.createPartitions, [contestId]);
    await run(manager, sql.createTallyMark, [contestId]);
    await run(manager, sql.setStatus, [contestId, 'published']);
    await appendAudit(manager, { actorId: by, action: 'contest.published', subject: `contest/${contestId}` });
  }

  /** Ends a published contest for good; its results stay. @throws DomainError CONTEST_NOT_FOUND for a draft as well */
  async close(manager: EntityManager, contestId: number, by: string | null = null): Promise<void> {
    const { status } = await this.lock(manager, contestId);
    if (status === 'draft') throw new DomainError('CONTEST_NOT_FOUND');
    if (status === 'closed') return;
    await run(manager, sql.setStatus, [contestId, 'closed']);
    await appendAudit(manager, { actorId: by, action: 'contest.closed', subject: `contest/${contestId}` });
  }

  /**
   * Changes a round by a new revision. Attempts under way keep the revision that they were started under.
   *
   * @returns the number of the new revision
   * @throws DomainError ROUND_NOT_FOUND; IMPOSSIBLE_RULES with every fault by its path
   */
  async reviseRound(manager: EntityManager, change: RoundChange, by: string | null = null): Promise<number> {
    const { contestId, ...rest } = change;
    const [revision] = await this.reviseRounds(manager, contestId, [rest], by);
    return revision!;
  }

  /**
   * Changes several rounds at once, each by a new revision: rules that fit only together are judged together, and with the
   * rules of the contest that hold then.
   *
   * @param effectiveAt epoch ms; null = from now on
   * @returns the numbers of the new revisions, in the order of the changes
   * @throws DomainError ROUND_NOT_FOUND; IMPOSSIBLE_RULES with every fault by its path
   */
  async reviseRounds(
    manager: EntityManager,
    contestId: number,
    changes: readonly Omit<RoundChange, 'contestId'>[],
    by: string | null = null,
    effectiveAt: number | null = null,
  ): Promise<number[]> {
    const made: { roundId: number; note: string; before: number; last: number; setting: RoundSetting }[] = [];
    for (const { roundId, note, ...change } of changes) {
      const [now] = await run(manager, sql.lockRound, [contestId, roundId]);
      if (!now) throw new DomainError('ROUND_NOT_FOUND');
      const setting: RoundSetting = {
        opensAt: change.opensAt ?? now.opens_ms,
        closesAt: change.closesAt ?? now.closes_ms,
        rules: change.rules ?? now.rules,
        pool: change.pool ?? now.pool,
      };
      if (change.pool) refuseFaults(await this.practiceFaults(manager, change.pool));
      refuseFaults(checkRound(setting, await this.poolItems(manager, [setting])));
      made.push({ roundId, note, before: now.revision, last: now.last, setting });
    }
    const all = await run(manager, sql.readRules, [contestId]);
    const rulesOf = new Map(made.map(({ roundId, setting }) => [roundId, setting.rules]));
    const rounds = all.map(({ round_id, round }) => rulesOf.get(round_id) ?? round);
    if (all[0]) refuseFaults(checkRulesTogether(all[0].contest, rounds));

    for (const { roundId, note, before, last, setting } of made) {
      const revision = last + 1;
      await this.addRevision(manager, { contestId, roundId, revision, note, setting, effectiveAt });
      await appendAudit(manager, {
        actorId: by,
        action: 'round.revised',
        subject: `round/${contestId}-${roundId}`,
        before: { revision: before },
        after: { revision, note, ...(effectiveAt !== null && { effectiveAt: isoInstant(effectiveAt) }) },
      });
    }
    return made.map(({ last }) => last + 1);
  }

  /**
   * Closes a round that is not over later than planned, by a new revision with a public note.
   *
   * @param change.closesAt epoch ms @param now epoch ms
   * @throws DomainError ROUND_NOT_FOUND; ROUND_CLOSED for one that is over: its key may be known; EXTENSION_TOO_SHORT
   */
  async extendRound(
    manager: EntityManager,
    change: { contestId: number; roundId: number; closesAt: number; note: string },
    now: number,
    by: string | null = null,
  ): Promise<number> {
    const [round] = await run(manager, sql.lockRound, [change.contestId, change.roundId]);
    if (!round) throw new DomainError('ROUND_NOT_FOUND');
    if (round.closes_ms <= now) throw new DomainError('ROUND_CLOSED', { closesAt: isoInstant(round.closes_ms) });
    if (change.closesAt <= round.closes_ms) throw new DomainError('EXTENSION_TOO_SHORT');
    // Rules and pool stay as they are and are not judged again: in the last hour nothing else may stand in the way.
    const { opens_ms: opensAt, rules, pool, revision: before, last } = round;
    const setting = { opensAt, closesAt: change.closesAt, rules, pool };
    const { contestId, roundId, note } = change;
    await this.addRevision(manager, { contestId, roundId, revision: last + 1, note, setting });
    await run(manager, sql.carryPlanned, [contestId, roundId, change.closesAt, last + 2]);
    await appendAudit(manager, {
      actorId: by,
      action: 'round.extended',
      subject: `round/${contestId}-${roundId}`,
      before: { revision: before, closesAt: isoInstant(round.closes_ms) },
      after: { revision: last + 1, closesAt: isoInstant(change.closesAt), note },
    });
    return last + 1;
  }

  /** What anybody can practise with is no question of a contest any more. */
  private async practiceFaults(manager: EntityManager, pool: readonly number[]): Promise<RuleFault[]> {
    const [known] = await run(manager, countPracticeItems, [[...new Set(pool)]]);
    const { items } = known!;
    if (items === 0) return [];
    const message = `${items} câu hỏi đang công khai trong ngân hàng ôn luyện, có cả đáp án: không dùng để thi được.`;
    return [{ path: 'pool', code: 'PRACTICE', message }];
  }

  private async poolItems(manager: EntityManager, rounds: readonly RoundSetting[]): Promise<Map<number, PoolItem>> {
    const ids = [...new Set(rounds.flatMap(({ pool }) => pool))];
    const items = await run(manager, sql.readPoolItems, [ids]);
    return new Map(items.map((item) => [item.id, item]));
  }

  private async lock(manager: EntityManager, contestId: number): Promise<sql.ContestState> {
    const [contest] = await run(manager, sql.lockContest, [contestId]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    return contest;
  }

  private async addRevision(
    manager: EntityManager,
    made: {
      contestId: number;
      roundId: number;
      revision: number;
      note: string | null;
      setting: RoundSetting;
      effectiveAt?: number | null;
    },
  ): Promise<void> {
    const { contestId, roundId, revision, note, setting, effectiveAt = null } = made;
    const { opensAt, closesAt, rules, pool } = setting;
    await run(manager, sql.addRoundRevision, [
      contestId,
      roundId,
      revision,
      opensAt,
      closesAt,
      JSON.stringify(rules),
      pool,
      note,
      effectiveAt,
    ]);
  }
}

/** A contest that does not tell its people apart has one audience all the same: boards and papers are by audience. */
const EVERYBODY = [{ id: 1, code: 'tat-ca', title: 'Mọi người' }];
