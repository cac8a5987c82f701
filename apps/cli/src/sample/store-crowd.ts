import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { ParticipantService } from '#identity';
import { FixedClock, randomId, uuidv7 } from '#platform';
import { TallyService } from '#results';
import { contestUnits, insertPlayed, writeQuotas, type PlayedRow } from './attempts.queries.js';
import type { Sitter } from './crowd.js';
import type { PlayedAttempt } from './play.js';

/** Attempts of one tally; the same as a grading job at its largest. */
const TALLY_GROUP = 500;
/** The one audience of the sample contests. */
const AUDIENCE_ID = 1;

/**
 * Writes a crowd into a published contest: accounts without a password, participants, quotas, attempts with answers and
 * grades, and then the figures by the one function that makes them. Part of the caller's transaction.
 *
 * @param graceMs of the rounds, as attempts remember it
 * @param now epoch ms in database time, when people are said to have joined
 */
export async function storeCrowd(
  manager: EntityManager,
  wish: { contestId: number; sitters: readonly Sitter[]; graceMs: number; now: number },
): Promise<void> {
  const { contestId, sitters, graceMs, now } = wish;
  const units = new Map((await run(manager, contestUnits, [contestId])).map(({ id, code }) => [code, id]));
  const unitOf = ({ unitCode }: Sitter): number => units.get(unitCode)!;
  const people = new ParticipantService(manager.dataSource, new FixedClock(now));
  const enrolled = await people.enrolMany(
    manager,
    sitters.map((sitter) => ({
      contestId,
      contestUnitId: unitOf(sitter),
      audienceId: AUDIENCE_ID,
      fullName: sitter.fullName,
      birthDate: sitter.birthDate,
      phone: null,
      sample: true,
    })),
  );
  const rows = sitters.flatMap((sitter, i) =>
    sitter.attempts.map((attempt, place) =>
      rowOf(attempt, { participantId: enrolled[i]!.participantId, contestUnitId: unitOf(sitter), place, graceMs }),
    ),
  );
  await run(manager, insertPlayed, [contestId, JSON.stringify(rows)]);
  await run(manager, writeQuotas, [
    contestId,
    JSON.stringify(
      sitters.map(({ quota, seen }, i) => ({
        ...quota,
        participantId: enrolled[i]!.participantId,
        seen: literal(seen),
      })),
    ),
  ]);
  const tally = new TallyService();
  const ids = rows.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += TALLY_GROUP) {
    await tally.apply(manager, contestId, ids.slice(from, from + TALLY_GROUP));
  }
}

const literal = (values: readonly number[]): string => `{${values.join(',')}}`;

function rowOf(
  attempt: PlayedAttempt,
  of: { participantId: string; contestUnitId: number; place: number; graceMs: number },
): PlayedRow {
  const { grade, choices } = attempt;
  const saves = choices.filter((mask) => mask !== 0).length;
  return {
    id: uuidv7(attempt.startedAt),
    participantId: of.participantId,
    attemptNo: of.place + 1,
    roundId: attempt.roundId,
    audienceId: AUDIENCE_ID,
    contestUnitId: of.contestUnitId,
    seed: attempt.seed,
    items: literal(attempt.items),
    orders: literal(attempt.orders),
    shape: attempt.shape,
    startedMs: attempt.startedAt,
    deadlineMs: attempt.deadlineAt,
    submittedMs: attempt.submittedAt,
    graceMs: of.graceMs,
    closedBy: attempt.closedBy,
    elapsedMs: attempt.elapsedMs,
    prediction: attempt.prediction,
    receipt: attempt.receiptNumber,
    writer: randomId(),
    // One save an answer, and the submit.
    seq: attempt.closedBy === 'participant' ? saves + 1 : saves,
    choices: literal(choices),
    marks: literal(grade.marks),
    keyRevisions: literal(attempt.keyRevisions),
    score: grade.score,
    maxScore: grade.maxScore,
    fullMarks: grade.fullMarks,
  };
}
