import { below, statement, TODAY } from '#database';

/** For WITH RECURSIVE: the codes of a unit and of all that stand below it today. @param code an expression */
export const SUBTREE = (code: string): string => `subtree AS (
     SELECT ${code} AS code
     UNION
     SELECT u.code FROM subtree ${below('subtree.code', 'u', TODAY)}
   )`;

// Which of some codes are neither a unit nor below it today. $1 code of the unit, $2 text[] codes. unit_code_key,
// unit_parent_idx for the whole subtree: some hundred units.
export const outsideSubtree = statement<{ code: string }>(
  'contests.outside-subtree',
  `WITH RECURSIVE ${SUBTREE('$1::text')}
   SELECT wanted.code FROM unnest($2::text[]) AS wanted (code) WHERE wanted.code NOT IN (SELECT code FROM subtree)`,
);
