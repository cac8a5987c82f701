import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, proposedReason, untruths, type ProposedPrize, type Scope, type UnitStanding } from '#domain';
import { contestById, fieldNamed, fieldsOf, type AwardedContest, type AwardedField } from '../field.js';
import { heldPrizes, type HeldPrize } from '../published/prizes.js';
import { readPublications, type PublicationRow } from '../published/published.queries.js';
import { candidatesOf, type Candidate, type StandingsOf } from './candidates.js';
import * as sql from './commendation.queries.js';

/** A list with the decision on it: the last entry first, empty while nothing is decided. */
export interface Proposal extends sql.ProposalRow {
  decisions: sql.DecisionEntryRow[];
}

export interface ProposedLine extends sql.LineRow {
  /** As it is printed: the organizers' words, or what follows from the frozen facts. */
  printedReason: string;
  /** What of the frozen facts is not true any more, in sentences. */
  untrue: string[];
}

/** A list as its papers have it. */
export interface ProposalDetail {
  contest: AwardedContest;
  proposal: Proposal;
  lines: ProposedLine[];
  removed: ProposedLine[];
  /** The fields that its prizes are of: what is published there now, and the numbers of the publications they were taken from. */
  sources: { field: AwardedField; publication: PublicationRow; from: number[] }[];
}

/** Reads lists of proposals, and holds what is frozen in them against what is true now. */
@Injectable()
export class CommendationReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The lists of a contest, newest first, without those given up. */
  async list(contestId: number): Promise<Proposal[]> {
    const { manager } = this.dataSource;
    return this.decided(contestId, await run(manager, sql.readProposals, [contestId]));
  }

  /** @throws DomainError CONTEST_NOT_FOUND, COMMENDATION_NOT_FOUND */
  async read(contestId: number, id: string, standingsOf: StandingsOf): Promise<ProposalDetail> {
    const { manager } = this.dataSource;
    const contest = await contestById(manager, contestId);
    const [proposal] = await this.decided(contestId, await run(manager, sql.readProposal, [contestId, id]));
    if (!proposal) throw new DomainError('COMMENDATION_NOT_FOUND');
    const rows = await run(manager, sql.readLines, [contestId, id]);
    const holders = byHolder(await heldPrizes(manager, contest, { kind: 'contest', id: 0 }));
    const standings = await this.standings(contestId, rows, standingsOf);
    const lines = rows.map((row): ProposedLine => {
      const { facts } = row;
      const now = {
        prizes: holders.get(holderKey(row.participant_id, row.contest_unit_id)) ?? [],
        standing: facts.standing && (standings.get(scopeKey(facts.standing.scope))?.get(row.contest_unit_id) ?? null),
        isNobody: row.is_nobody,
      };
      return { ...row, printedReason: row.reason ?? proposedReason(facts), untrue: untruths(facts, now) };
    });
    const kept = lines.filter((line) => line.removed_at === null);
    return {
      ...{ contest, proposal, lines: kept },
      removed: lines.filter((line) => line.removed_at !== null),
      sources: await this.sources(contest, kept),
    };
  }

  /** Who may be proposed from a field. @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND */
  async candidates(
    contestId: number,
    name: string,
    standingsOf: StandingsOf,
  ): Promise<{ fields: AwardedField[]; field: AwardedField; isPublished: boolean; candidates: Candidate[] }> {
    const { manager } = this.dataSource;
    const contest = await contestById(manager, contestId);
    const field = fieldNamed(contest, name);
    const standings = await standingsOf(contestId, field.scope);
    const candidates = await candidatesOf(manager, contest, field, standings);
    const isPublished = (await run(manager, readPublications, [contestId])).length > 0;
    return { fields: fieldsOf(contest), field, isPublished, candidates };
  }

  private async decided(contestId: number, rows: sql.ProposalRow[]): Promise<Proposal[]> {
    const entries = await run(this.dataSource.manager, sql.readDecisions, [contestId, rows.map(({ id }) => id)]);
    return rows.map((row) => ({ ...row, decisions: entries.filter((entry) => entry.proposal_id === row.id) }));
  }

  /** Where units stand now in every field that a line speaks of. */
  private async standings(contestId: number, rows: readonly sql.LineRow[], standingsOf: StandingsOf) {
    const scopes = new Map(
      rows.flatMap(({ facts: { standing } }) =>
        standing ? [[scopeKey(standing.scope), standing.scope] as const] : [],
      ),
    );
    const found = new Map<string, ReadonlyMap<number, UnitStanding>>();
    for (const [key, scope] of scopes) found.set(key, await standingsOf(contestId, scope));
    return found;
  }

  private async sources(contest: AwardedContest, lines: readonly ProposedLine[]): Promise<ProposalDetail['sources']> {
    const rows = await run(this.dataSource.manager, readPublications, [contest.id]);
    const prizes = lines.flatMap(({ facts }) => facts.prizes);
    return fieldsOf(contest).flatMap((field) => {
      const isOfField = ({ kind, id }: Scope) => kind === field.scope.kind && id === field.scope.id;
      const own = prizes.filter(({ scope }) => isOfField(scope));
      // Newest first: what holds.
      const publication = rows.find((row) => isOfField({ kind: row.scope_kind, id: row.scope_id }));
      if (own.length === 0 || !publication) return [];
      return {
        field,
        publication,
        from: [...new Set(own.map(({ publication: number }) => number))].sort((a, b) => a - b),
      };
    });
  }
}

const scopeKey = ({ kind, id }: Scope): string => `${kind} ${id}`;
const holderKey = (participantId: string | null, unitId: number): string => participantId ?? String(unitId);

function byHolder(held: readonly HeldPrize[]): Map<string, ProposedPrize[]> {
  const found = new Map<string, ProposedPrize[]>();
  for (const { participantId, contestUnitId, prize } of held) {
    const key = holderKey(participantId, contestUnitId);
    found.set(key, [...(found.get(key) ?? []), prize]);
  }
  return found;
}
