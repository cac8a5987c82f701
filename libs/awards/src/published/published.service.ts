import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError, publicName, type Decided, type PrizeLine, type Scope } from '#domain';
import { contestOf, fieldNamed, fieldOf, fieldsOf, type AwardedContest, type AwardedField } from '../field.js';
import { LotService, type PublicLot } from '../lots/lot.service.js';
import { numberOf } from '../settling/settlement-work.js';
import {
  readAwards,
  readPeople,
  type AwardRow,
  type PersonRow,
  type Standing,
} from '../settling/settlement.queries.js';
import type { FileSummary } from '../settling/summary.js';
import * as sql from './published.queries.js';

const DAY_MS = 24 * 60 * 60_000;

/** A field on the page of official results. Instants in epoch ms. */
export interface AnnouncedField {
  field: AwardedField;
  state: 'coming' | 'awaited' | 'published';
  /** When the rules say that results are there; null = not said. */
  expectedBy: number | null;
  lot: PublicLot | null;
  /** The publication that holds, and all before it, newest first. */
  publications: sql.PublicationRow[];
}

/** A winner as everybody reads it. */
export interface PublicWinner {
  rank: number | null;
  place: number;
  /** Null for a unit. */
  name: string | null;
  unitName: string;
  /** 1/1000 point; null for a unit. */
  score: number | null;
  /** In ms; null for a unit, and where the rules do not rank by it. */
  durationMs: number | null;
  /** How far the prediction is off; null for a unit, where none counts, and where the rules do not rank by it. */
  distance: number | null;
  /** By what the place is before the next one. Null for a unit, for equals, and where the prize is not for a rank. */
  ahead: Decided | null;
  /** By what the place is behind the one before; null as `ahead`. */
  decided: Decided | null;
  isReplacement: boolean;
  isOwn: boolean;
}

export interface PublicPrize {
  line: number;
  prize: PrizeLine;
  winners: PublicWinner[];
  notGiven: { count: number; reason: string }[];
}

/** A published result. */
export interface PublishedResult {
  contest: AwardedContest;
  field: AwardedField;
  publication: sql.PublicationRow;
  publications: sql.PublicationRow[];
  lot: PublicLot | null;
  summary: FileSummary;
  prizes: PublicPrize[];
  draws: {
    audience: string | null;
    rank: number;
    among: number;
    lots: { name: string; unitName: string; lot: string }[];
  }[];
}

/** Everybody's side of results: what was published, who won, and the files by which anybody finds the winners again. */
@Injectable()
export class PublishedService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lots: LotService,
  ) {}

  /** The fields of a contest that give prizes or were published. @throws DomainError CONTEST_NOT_FOUND */
  async fields(slug: string): Promise<{ contest: AwardedContest; fields: AnnouncedField[] }> {
    const { manager } = this.dataSource;
    const contest = await contestOf(manager, slug);
    const rows = await run(manager, sql.readPublications, [contest.id]);
    const lots = await this.lots.read(manager, contest);
    const withinDays = contest.regulations?.publication.withinDays ?? null;
    const fields = fieldsOf(contest).map((field): AnnouncedField => {
      const publications = rows.filter(isOf(field.scope));
      const isOver = field.closesAt <= contest.now;
      return {
        ...{ field, publications, lot: lots.get(field.name) ?? null },
        state: publications.length > 0 ? 'published' : isOver ? 'awaited' : 'coming',
        expectedBy: withinDays === null ? null : field.closesAt + withinDays * DAY_MS,
      };
    });
    return { contest, fields: fields.filter((one) => one.field.prizeLines.length > 0 || one.publications.length > 0) };
  }

  /**
   * What was published of a field.
   * @param wish.number which publication; null: the one that holds
   * @param wish.accountId marks the own row
   * @param wish.names 'full': for papers of those who run the contest, never for a page; else as everybody reads them
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, RESULTS_NOT_PUBLISHED
   */
  async read(
    slug: string,
    wish: { field: string; number: number | null; accountId: string | null; names?: 'published' | 'full' },
  ): Promise<PublishedResult> {
    const { manager } = this.dataSource;
    const { contest, field, publication, publications } = await publishedOf(manager, slug, wish);
    const { settlement_id: settlementId, version } = publication;
    const [file] = await run(manager, sql.readSummary, [contest.id, settlementId, version]);
    const awards = await run(manager, readAwards, [contest.id, settlementId, version]);
    const { summary } = file!;
    const numbers = [
      ...awards.flatMap(({ number }) => number ?? []),
      ...summary.draws.flatMap(({ lots }) => lots.map(({ person }) => numberOf(person))),
    ];
    const people = new Map(
      (await run(manager, readPeople, [contest.id, [...new Set(numbers)]])).map((row) => [row.number, row]),
    );
    const lines = await run(manager, sql.linesOfNumbers, [contest.id, settlementId, numbers]);
    const own = wish.accountId === null ? null : await ownPlace(manager, contest, field, wish.accountId);
    const named = (row: PersonRow) => (wish.names === 'full' ? row.full_name : nameOf(row, contest));
    const winnerOf = (award: AwardRow): PublicWinner => {
      const person = award.number === null ? undefined : people.get(award.number);
      const board = summary.prizes[award.line]?.audience ?? '';
      const places = lines.filter(({ number }) => number === award.number);
      const line = places.find((one) => one.board === board) ?? places[0];
      return {
        ...{ rank: award.rank, place: award.place, unitName: award.unit_name },
        name: person ? named(person) : null,
        ...resultOf(contest, award, line?.line),
        isReplacement: award.moved_up > 0,
        isOwn: award.number !== null && award.number === own?.number,
      };
    };
    return {
      ...{ contest, field, publication, publications, summary },
      lot: (await this.lots.read(manager, contest)).get(field.name) ?? null,
      prizes: summary.prizes.flatMap((prize, line): PublicPrize | [] =>
        prize.of !== field.scope.kind
          ? []
          : {
              ...{ line, prize, winners: awards.filter((award) => award.line === line).map(winnerOf) },
              notGiven: summary.notGiven
                .filter((one) => one.line === line)
                .map(({ count, reason }) => ({ count, reason })),
            },
      ),
      draws: summary.draws.map(({ lots, ...draw }) => ({
        ...draw,
        lots: lots.map(({ person, number: lot }) => {
          const row = people.get(numberOf(person));
          return { name: row ? named(row) : '', unitName: row?.unit_name ?? '', lot };
        }),
      })),
    };
  }

  /** Where somebody stands in what was published; null for who has no place there. @throws DomainError as `read` */
  async own(slug: string, field: string, accountId: string) {
    const { manager } = this.dataSource;
    const found = await publishedOf(manager, slug, { field, number: null });
    const own = await ownPlace(manager, found.contest, found.field, accountId);
    const { settlement_id: settlementId, version } = found.publication;
    const number = own?.number ?? null;
    const lines =
      number === null ? [] : await run(manager, sql.linesOfNumbers, [found.contest.id, settlementId, [number]]);
    const awards = await run(manager, readAwards, [found.contest.id, settlementId, version]);
    return { ...found, own, lines, awards: awards.filter((award) => number !== null && award.number === number) };
  }

  /** What was published under a hash, of a winner file or of its input. @throws DomainError WINNER_FILE_UNKNOWN */
  async find(hash: string): Promise<{ found: sql.FoundPublication; field: AwardedField; isCurrent: boolean }> {
    const { manager } = this.dataSource;
    const [found] = await run(manager, sql.findPublished, [hash]);
    if (!found) throw new DomainError('WINNER_FILE_UNKNOWN');
    const contest = await contestOf(manager, found.slug);
    const scope = { kind: found.scope_kind, id: found.scope_id };
    const [last] = (await run(manager, sql.readPublications, [contest.id])).filter(isOf(scope));
    return { found, field: fieldOf(contest, scope), isCurrent: last?.number === found.number };
  }

  /** The bytes of a published file, gzip. @throws DomainError WINNER_FILE_UNKNOWN */
  async bytes(hash: string, which: 'input' | 'file'): Promise<{ bytes: Buffer; hash: string }> {
    const { manager } = this.dataSource;
    const [found] = await run(manager, sql.findPublished, [hash]);
    if (!found) throw new DomainError('WINNER_FILE_UNKNOWN');
    const values = [found.contest_id, found.settlement_id, found.version];
    const [row] = await run(manager, which === 'input' ? sql.readPublishedInput : sql.readPublishedFile, values);
    return { bytes: row!.bytes, hash: which === 'input' ? found.input_hash : found.hash };
  }
}

/** @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, RESULTS_NOT_PUBLISHED */
export async function publishedOf(
  manager: EntityManager,
  slug: string,
  wish: { field: string; number: number | null },
): Promise<Pick<PublishedResult, 'contest' | 'field' | 'publication' | 'publications'>> {
  const contest = await contestOf(manager, slug);
  const field = fieldNamed(contest, wish.field);
  const publications = (await run(manager, sql.readPublications, [contest.id])).filter(isOf(field.scope));
  const publication =
    wish.number === null ? publications[0] : publications.find(({ number }) => number === wish.number);
  if (!publication) throw new DomainError('RESULTS_NOT_PUBLISHED');
  return { contest, field, publication, publications };
}

/** Somebody of a contest as results know them; null for who did not join. */
export async function ownPlace(
  manager: EntityManager,
  { id }: AwardedContest,
  { roundIds }: AwardedField,
  accountId: string,
): Promise<{ participantId: string; number: number | null; tookPart: boolean } | null> {
  const [row] = await run(manager, sql.readOwnPlace, [id, accountId, roundIds]);
  return row ? { participantId: row.participant_id, number: row.number, tookPart: row.took_part } : null;
}

/** What ranks a winner, as far as the rules rank by it. */
function resultOf({ deciding }: AwardedContest, { rank }: AwardRow, line: Standing | undefined) {
  const criteria = deciding?.ranking.criteria ?? [];
  const isRanked = rank !== null && line !== undefined;
  return {
    score: line?.score ?? null,
    durationMs: line && criteria.includes('duration') ? line.durationMs : null,
    distance: line && criteria.includes('prediction_distance') ? line.distance : null,
    ahead: isRanked ? line.ahead : null,
    decided: isRanked ? line.decided : null,
  };
}

const isOf =
  ({ kind, id }: Scope) =>
  (row: sql.PublicationRow): boolean =>
    row.scope_kind === kind && row.scope_id === id;

/** As the rules of the contest and the person allow it; never in full for a child. */
const nameOf = (row: PersonRow, { masksWinners }: AwardedContest): string =>
  publicName(
    { fullName: row.full_name, isAnonymous: row.is_anonymous, isMinor: row.is_child, publishName: row.publish_name },
    masksWinners,
  );
