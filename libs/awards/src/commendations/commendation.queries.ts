import { statement } from '#database';
import type { CommendationForm, ProposedFacts } from '#domain';

export interface ProposalRow {
  id: string;
  form: CommendationForm;
  form_words: string | null;
  authority: string;
  version: number;
  made_at: Date;
  made_by_name: string | null;
  persons: number;
  units: number;
}

const PROPOSAL = `SELECT p.id, p.form, p.form_words, p.authority, p.version, p.made_at, a.full_name AS made_by_name,
          n.persons, n.units
     FROM commendation_proposal p
     LEFT JOIN account a ON a.id = p.made_by
    CROSS JOIN LATERAL (
      SELECT count(l.participant_id)::int AS persons, count(*)::int - count(l.participant_id)::int AS units
        FROM commendation_line l
       WHERE l.contest_id = p.contest_id AND l.proposal_id = p.id AND l.removed_at IS NULL) n
    WHERE p.contest_id = $1 AND p.withdrawn_at IS NULL`;

// The lists of a contest, newest first. $1 contest; commendation_proposal_pkey by its contest, and the lines of each, some
// hundreds.
export const readProposals = statement<ProposalRow>(
  'awards-commendations',
  `${PROPOSAL} ORDER BY p.made_at DESC, p.id`,
);

// One of them. $1 contest, $2 list; commendation_proposal_pkey.
export const readProposal = statement<ProposalRow>('awards-commendation', `${PROPOSAL} AND p.id = $2`);

export interface HeldProposal {
  version: number;
  form: CommendationForm;
  form_words: string | null;
  authority: string;
  is_withdrawn: boolean;
  /** The entry of the decision that holds; 0 while there is none. */
  entry: number;
  lines: number;
  kept: number;
}

// Holds a list that is to be changed: whoever changes it waits here. $1 contest, $2 list; commendation_proposal_pkey, its
// lines and decisions by their keys.
export const lockProposal = statement<HeldProposal>(
  'awards-lock-commendation',
  `SELECT p.version, p.form, p.form_words, p.authority, p.withdrawn_at IS NOT NULL AS is_withdrawn,
          (SELECT coalesce(max(d.entry), 0)::int FROM commendation_decision d
            WHERE d.contest_id = p.contest_id AND d.proposal_id = p.id) AS entry,
          (SELECT count(*)::int FROM commendation_line l WHERE l.contest_id = p.contest_id AND l.proposal_id = p.id) AS lines,
          (SELECT count(*)::int FROM commendation_line l
            WHERE l.contest_id = p.contest_id AND l.proposal_id = p.id AND l.removed_at IS NULL) AS kept
     FROM commendation_proposal p WHERE p.contest_id = $1 AND p.id = $2 FOR UPDATE OF p`,
);

// How many lists a contest has, given up ones too. $1 contest; commendation_proposal_pkey.
export const countProposals = statement<{ proposals: number }>(
  'awards-count-commendations',
  `SELECT count(*)::int AS proposals FROM commendation_proposal WHERE contest_id = $1`,
);

// Makes a list; again changes nothing. $1 contest, $2 list, $3 form, $4 its words, $5 authority, $6 who.
export const insertProposal = statement<{ id: string }>(
  'awards-insert-commendation',
  `INSERT INTO commendation_proposal (contest_id, id, form, form_words, authority, made_by) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT DO NOTHING RETURNING id`,
);

// What it asks for, and of whom. $1 contest, $2 list, $3 form, $4 its words, $5 authority; commendation_proposal_pkey.
export const updateProposal = statement<never>(
  'awards-update-commendation',
  `UPDATE commendation_proposal SET form = $3, form_words = $4, authority = $5 WHERE contest_id = $1 AND id = $2`,
);

// Nobody wants it any more. $1 contest, $2 list, $3 who; commendation_proposal_pkey.
export const withdrawProposal = statement<never>(
  'awards-withdraw-commendation',
  `UPDATE commendation_proposal SET withdrawn_by = $3, withdrawn_at = contest_clock() WHERE contest_id = $1 AND id = $2`,
);

// Something of it has changed. $1 contest, $2 list; commendation_proposal_pkey.
export const raiseVersion = statement<{ version: number }>(
  'awards-raise-commendation',
  `UPDATE commendation_proposal SET version = version + 1 WHERE contest_id = $1 AND id = $2 RETURNING version`,
);

export interface LineRow {
  id: string;
  place: number;
  participant_id: string | null;
  contest_unit_id: number;
  unit_name: string;
  full_name: string | null;
  is_nobody: boolean;
  facts: ProposedFacts;
  post: string | null;
  reason: string | null;
  added_at: Date;
  added_by_name: string | null;
  removed_at: Date | null;
  removed_by_name: string | null;
}

// The lines of a list in their order, those taken off too. $1 contest, $2 list; commendation_line_pkey, participant_pkey and
// contest_unit_pkey, some hundreds.
export const readLines = statement<LineRow>(
  'awards-commendation-lines',
  `SELECT l.id, l.place, l.participant_id, l.contest_unit_id, u.name AS unit_name, w.full_name,
          w.anonymised_at IS NOT NULL AS is_nobody, l.facts, l.post, l.reason, l.added_at, a.full_name AS added_by_name,
          l.removed_at, r.full_name AS removed_by_name
     FROM commendation_line l
     JOIN contest_unit u ON u.id = l.contest_unit_id
     LEFT JOIN participant w ON w.contest_id = l.contest_id AND w.id = l.participant_id
     LEFT JOIN account a ON a.id = l.added_by
     LEFT JOIN account r ON r.id = l.removed_by
    WHERE l.contest_id = $1 AND l.proposal_id = $2 ORDER BY l.participant_id IS NULL, l.place, l.added_at, l.id`,
);

// Adds a line behind the others; who stands there already is left as is. $1 contest, $2 list, $3 line, $4 participant or
// null, $5 unit, $6 facts, $7 who; commendation_line_person_key and commendation_line_unit_key.
export const insertLine = statement<{ id: string }>(
  'awards-insert-commendation-line',
  `INSERT INTO commendation_line (contest_id, proposal_id, id, place, participant_id, contest_unit_id, facts, added_by)
   SELECT $1, $2, $3, coalesce(max(l.place), 0) + 1, $4::uuid, $5::int, $6::jsonb, $7::uuid
     FROM commendation_line l WHERE l.contest_id = $1 AND l.proposal_id = $2
   ON CONFLICT DO NOTHING RETURNING id`,
);

// Post and achievement in the organizers' words. $1 contest, $2 list, $3 line, $4 post, $5 reason; commendation_line_pkey.
export const wordLine = statement<{ id: string }>(
  'awards-word-commendation-line',
  `UPDATE commendation_line SET post = $4, reason = $5
    WHERE contest_id = $1 AND proposal_id = $2 AND id = $3 AND removed_at IS NULL RETURNING id`,
);

// Takes a line off. $1 contest, $2 list, $3 line, $4 who; commendation_line_pkey.
export const removeLine = statement<{ id: string }>(
  'awards-remove-commendation-line',
  `UPDATE commendation_line SET removed_by = $4, removed_at = contest_clock()
    WHERE contest_id = $1 AND proposal_id = $2 AND id = $3 AND removed_at IS NULL RETURNING id`,
);

// Puts a line back where it was, with what was true of it then, unless the same person or unit stands in the list. $1
// contest, $2 list, $3 line; commendation_line_pkey, commendation_line_person_key, commendation_line_unit_key.
export const restoreLine = statement<{ id: string }>(
  'awards-restore-commendation-line',
  `UPDATE commendation_line l SET removed_by = NULL, removed_at = NULL
    WHERE l.contest_id = $1 AND l.proposal_id = $2 AND l.id = $3 AND l.removed_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM commendation_line o
                       WHERE o.contest_id = $1 AND o.proposal_id = $2 AND o.removed_at IS NULL
                         AND o.participant_id IS NOT DISTINCT FROM l.participant_id
                         AND (l.participant_id IS NOT NULL OR o.contest_unit_id = l.contest_unit_id))
   RETURNING l.id`,
);

// Whether a list has such a line. $1 contest, $2 list, $3 line; commendation_line_pkey.
export const knowsLine = statement<{ is_removed: boolean }>(
  'awards-knows-commendation-line',
  `SELECT removed_at IS NOT NULL AS is_removed FROM commendation_line WHERE contest_id = $1 AND proposal_id = $2 AND id = $3`,
);

// The ids of the lines that stand in a list. $1 contest, $2 list; commendation_line_pkey.
export const keptLines = statement<{ id: string }>(
  'awards-kept-commendation-lines',
  `SELECT id FROM commendation_line WHERE contest_id = $1 AND proposal_id = $2 AND removed_at IS NULL`,
);

// Puts lines in this order; those taken off stay where they were. $1 contest, $2 list, $3 uuid[]; commendation_line_pkey.
export const orderLines = statement<never>(
  'awards-order-commendation-lines',
  `UPDATE commendation_line l SET place = o.place
     FROM unnest($3::uuid[]) WITH ORDINALITY AS o(id, place)
    WHERE l.contest_id = $1 AND l.proposal_id = $2 AND l.id = o.id`,
);

export interface DecisionEntryRow {
  proposal_id: string;
  entry: number;
  number: string;
  date: string;
  signer: string;
  reason: string | null;
  recorded_at: Date;
  recorded_by_name: string | null;
}

const DECISIONS = `SELECT d.proposal_id, d.entry, d.number, d.date::text, d.signer, d.reason, d.recorded_at,
          a.full_name AS recorded_by_name
     FROM commendation_decision d LEFT JOIN account a ON a.id = d.recorded_by`;

// What was recorded of the decisions on some lists, the last entry of each first. $1 contest, $2 uuid[];
// commendation_decision_pkey, a few each.
export const readDecisions = statement<DecisionEntryRow>(
  'awards-commendation-decisions',
  `${DECISIONS} WHERE d.contest_id = $1 AND d.proposal_id = ANY ($2::uuid[]) ORDER BY d.proposal_id, d.entry DESC`,
);

// Records a decision, or corrects what was recorded. $1 contest, $2 list, $3 entry, $4 number, $5 day, $6 signer, $7 reason,
// $8 who; commendation_decision_pkey.
export const insertDecision = statement<never>(
  'awards-insert-commendation-decision',
  `INSERT INTO commendation_decision (contest_id, proposal_id, entry, number, date, signer, reason, recorded_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

// Invited units of a contest by their numbers. $1 contest, $2 int[]; contest_unit_pkey.
export const unitNames = statement<{ id: number; name: string }>(
  'awards-commendation-units',
  `SELECT id, name FROM contest_unit WHERE contest_id = $1 AND id = ANY ($2::int[])`,
);

// Takes out what was written of people who are nobody any more. $1 accounts, $2 contest or null for all;
// participant_account_key, commendation_line_pkey by its contest.
export const forgetProposed = statement<never>(
  'awards-forget-proposed',
  `UPDATE commendation_line l SET post = NULL, reason = NULL FROM participant p
    WHERE p.account_id = ANY ($1::uuid[]) AND ($2::int IS NULL OR p.contest_id = $2)
      AND l.contest_id = p.contest_id AND l.participant_id = p.id`,
);
