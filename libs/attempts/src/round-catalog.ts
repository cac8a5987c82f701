import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';
import { languageTitle, preparePool, type ItemKind, type ItemPool, type PoolItem, type RoundRules } from '#domain';
import { Clock } from '#platform';
import { QuestionText } from './question-text.js';
import type { ShownQuestion } from './question-view.js';

/** What a candidate reads of an item. There is no key here: a query for a paper cannot bring one along. */
export interface ShownItem extends ShownQuestion {
  id: number;
  topic: string;
  text: QuestionText;
}

/**
 * One revision of a round, ready to draw papers from. Immutable, so it is kept for ever by its three numbers; so are the
 * names, which nothing changes once a contest is published.
 */
export interface LoadedRound {
  contestId: number;
  roundId: number;
  revision: number;
  contest: { slug: string; title: string; hotline: string | null };
  title: string;
  phaseId: number | null;
  opensAt: number;
  closesAt: number;
  rules: RoundRules;
  pool: ItemPool;
  items: ReadonlyMap<number, ShownItem>;
  /** It was looked at before it opened: until then more languages may be signed. */
  isEarly: boolean;
}

interface RevisionRow {
  slug: string;
  contest_title: string;
  hotline: string | null;
  title: string;
  phase_id: number | null;
  opens_ms: number;
  closes_ms: number;
  rules: RoundRules;
  pool: number[];
  /** The part of the bank that each item of the pool was of; null in revisions that are older than this. */
  pool_parts: (string | null)[] | null;
  is_early: boolean;
}

// The round as it was in one revision, with the names that stand over it. $1 contest, $2 round, $3 revision; primary keys,
// one row.
const readRevision = statement<RevisionRow>(
  'read-round-revision',
  `SELECT c.slug, c.title AS contest_title, c.hotline, r.title, r.phase_id,
          (extract(epoch FROM v.opens_at) * 1000)::float8 AS opens_ms,
          (extract(epoch FROM v.closes_at) * 1000)::float8 AS closes_ms, v.rules, v.pool, v.pool_parts,
          contest_clock() < v.opens_at AS is_early
     FROM round_revision v
     JOIN round r ON r.contest_id = v.contest_id AND r.id = v.round_id
     JOIN contest c ON c.id = v.contest_id
    WHERE v.contest_id = $1 AND v.round_id = $2 AND v.revision = $3`,
);

interface ItemRow extends Omit<PoolItem, 'optionCount'> {
  kind: ItemKind;
  stem: string;
  options: string[];
  editorMark: string | null;
  pictures: { sha256: string; alt: string }[];
  audio: string | null;
  wordings: { language: string; stem: string; options: string[]; audio: string | null }[];
}

// The texts of these item versions, with what belongs to them. Of other languages what a second person had signed when the
// round opened, and nobody had returned by then: so nothing of it changes while people are asked. $1 ids, $2 when the round
// opens, epoch ms; primary keys, as many rows as the pool (hundreds), once per revision.
const readItems = statement<ItemRow>(
  'read-pool-items',
  `SELECT v.id, v.item_id AS "itemId", t.code AS topic, v.level, i.sub_bank AS "subBank",
          v.fixed_option_order AS "fixedOptionOrder", v.kind, v.stem, v.options,
          v.editor_mark AS "editorMark",
          (SELECT sha256 FROM item_media WHERE item_version_id = v.id AND kind = 'audio') AS audio,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('sha256', sha256, 'alt', alt) ORDER BY place), '[]')
             FROM item_media WHERE item_version_id = v.id AND kind = 'picture') AS pictures,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('language', language, 'stem', stem, 'options', options,
                                                        'audio', audio) ORDER BY language), '[]')
             FROM (SELECT DISTINCT ON (language) * FROM item_wording w
                    WHERE w.item_version_id = v.id AND w.signed_at <= to_timestamp($2::float8 / 1000)
                      AND (w.returned_at IS NULL OR w.returned_at > to_timestamp($2::float8 / 1000))
                    ORDER BY language, revision DESC) shown) AS wordings
     FROM item_version v JOIN item i ON i.id = v.item_id JOIN topic t ON t.id = i.topic_id
    WHERE v.id = ANY($1)`,
);

/**
 * Rounds by revision. Holds only what can never change, so there is nothing to invalidate; what was read before a round opened
 * is read once more when it has.
 */
@Injectable()
export class RoundCatalog {
  private readonly rounds = new Map<string, Promise<LoadedRound>>();

  constructor(private readonly clock: Clock) {}

  /** @throws Error when there is no such revision: ids come from our own rows and tokens. */
  async get(manager: EntityManager, contestId: number, roundId: number, revision: number): Promise<LoadedRound> {
    const key = `${contestId}-${roundId}-${revision}`;
    const read = (): Promise<LoadedRound> => {
      const loaded = load(manager, contestId, roundId, revision);
      this.rounds.set(key, loaded);
      loaded.catch(() => this.rounds.delete(key));
      return loaded;
    };
    const known = this.rounds.get(key) ?? read();
    const round = await known;
    if (!round.isEarly || this.clock.now() < round.opensAt) return round;
    // Of all that see it at once, the first reads.
    return this.rounds.get(key) === known ? read() : this.get(manager, contestId, roundId, revision);
  }
}

async function load(
  manager: EntityManager,
  contestId: number,
  roundId: number,
  revision: number,
): Promise<LoadedRound> {
  const [row] = await run(manager, readRevision, [contestId, roundId, revision]);
  if (!row) throw new Error(`round ${contestId}-${roundId} has no revision ${revision}`);
  const items = await run(manager, readItems, [row.pool, row.opens_ms]);
  items.sort((a, b) => a.id - b.id);
  // The bank may move an item to another part: this revision asks it where it asked it before.
  const parts = new Map(row.pool_parts?.map((part, i) => [row.pool[i]!, part]));
  return {
    contestId,
    roundId,
    revision,
    contest: { slug: row.slug, title: row.contest_title, hotline: row.hotline },
    title: row.title,
    phaseId: row.phase_id,
    opensAt: row.opens_ms,
    closesAt: row.closes_ms,
    rules: row.rules,
    pool: preparePool(
      items.map((item) => ({
        ...item,
        optionCount: item.options.length,
        subBank: parts.has(item.id) ? parts.get(item.id)! : item.subBank,
      })),
    ),
    items: new Map(items.map((item) => [item.id, shownItem(item)])),
    isEarly: row.is_early,
  };
}

function shownItem({ id, topic, kind, stem, options, editorMark, pictures, audio, wordings }: ItemRow): ShownItem {
  const question: ShownQuestion = {
    ...{ kind, stem, options, editorMark },
    pictures: pictures.map(({ sha256, alt }) => ({ url: mediaUrl(sha256), alt })),
    audio: audio && mediaUrl(audio),
    wordings: wordings.map((wording) => ({
      ...wording,
      languageTitle: languageTitle(wording.language),
      audio: wording.audio && mediaUrl(wording.audio),
    })),
  };
  return { ...question, id, topic, text: new QuestionText(question) };
}

/** Where a file of this hash is served: on the same address as the api, so that no page calls another server. */
const mediaUrl = (hash: string): string => `/api/media/${hash}`;
