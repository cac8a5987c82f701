import type { EntityManager } from 'typeorm';
import { changeKeys, run, statement } from '#database';
import type { KeyRule } from '#domain';

interface KeyNow {
  revision: number;
  key_mask: number;
  rule: KeyRule;
}

// The key of an item version as it is now. $1 version; key_revision_pkey, one row.
const readKeyNow = statement<KeyNow>(
  'bank.read-key-now',
  `SELECT revision, key_mask, rule FROM key_revision WHERE item_version_id = $1 ORDER BY revision DESC LIMIT 1`,
);

// Adds a revision behind the newest, with its explanation. $1 version, $2 mask, $3 rule, $4 reason, $5 who; key_revision_pkey.
const addRevision = statement<{ revision: number }>(
  'bank.add-key-revision',
  `INSERT INTO key_revision (item_version_id, revision, key_mask, rule, explanation, reason, created_by)
   SELECT item_version_id, revision + 1, $2, $3, explanation, $4, $5
     FROM key_revision WHERE item_version_id = $1 ORDER BY revision DESC LIMIT 1
   RETURNING revision`,
);

/** What is right from now on. */
export interface NewKey {
  itemVersionId: number;
  rule: KeyRule;
  /** Null: which options are right stays as it is. */
  keyMask: number | null;
  reason: string;
  by: string | null;
}

/**
 * Revises the key of an item version, in the caller's transaction, after all who mark by the old one have committed. The
 * same key again adds nothing. Earlier grades stay as they are until somebody grades again.
 *
 * @returns the revision that holds now
 * @throws RangeError when the version has no key
 */
export async function reviseKey(manager: EntityManager, wish: NewKey): Promise<number> {
  await changeKeys(manager);
  const [before] = await run(manager, readKeyNow, [wish.itemVersionId]);
  if (!before) throw new RangeError(`item version ${wish.itemVersionId} has no key`);
  const mask = wish.keyMask ?? before.key_mask;
  if (before.rule === wish.rule && before.key_mask === mask) return before.revision;
  const [added] = await run(manager, addRevision, [wish.itemVersionId, mask, wish.rule, wish.reason, wish.by]);
  return added!.revision;
}
