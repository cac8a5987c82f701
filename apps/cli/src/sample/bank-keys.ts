import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';
import type { ItemKind, KeyRule, PoolItem } from '#domain';

/** An item of the sample bank with its key: what is needed to draw a paper and to mark it. */
export interface KeyedItem extends PoolItem {
  kind: ItemKind;
  keyMask: number;
  keyRule: KeyRule;
  keyRevision: number;
}

// Items with their newest key. $1 item versions; primary keys, one row each.
const readKeyedItems = statement<KeyedItem>(
  'cli.read-keyed-items',
  `SELECT v.id, v.item_id AS "itemId", t.code AS topic, v.level, i.sub_bank AS "subBank",
          cardinality(v.options) AS "optionCount", v.fixed_option_order AS "fixedOptionOrder", v.kind,
          k.key_mask AS "keyMask", k.rule AS "keyRule", k.revision AS "keyRevision"
     FROM item_version v
     JOIN item i ON i.id = v.item_id
     JOIN topic t ON t.id = i.topic_id
     JOIN LATERAL (SELECT * FROM key_revision WHERE item_version_id = v.id ORDER BY revision DESC LIMIT 1) k ON true
    WHERE v.id = ANY($1) ORDER BY v.id`,
);

export const keyedItems = (manager: EntityManager, pool: readonly number[]): Promise<KeyedItem[]> =>
  run(manager, readKeyedItems, [pool]);
