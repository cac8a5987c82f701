/**
 * How statements follow the tree of units. A renamed unit is a new row under its code while the rows below it still name
 * the old one, so the way up and down is by code, as of a day. Each is a fragment of SQL; `day` is an expression of a date.
 */

/** The local day of Vietnam. */
export const TODAY = `(contest_clock() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** Whether a unit stands on a day: from its first day up to, not on, the one on which it ended. */
export const inForce = (unit: string, day: string) =>
  `${unit}.valid_from <= ${day} AND coalesce(${unit}.valid_to, 'infinity') > ${day}`;

/** Joins as `p` the row above a unit on a day; where its code has none in force on that day, the row that is named. */
export const above = (child: string, day: string) => `
  LEFT JOIN LATERAL (
    SELECT q.* FROM unit named JOIN unit q ON q.code = named.code
     WHERE named.id = ${child}.parent_id
     ORDER BY (${inForce('q', day)}) DESC, q.id = named.id DESC LIMIT 1
  ) p ON true`;

/** Joins as `child` the units that stand on a day directly below whoever bears or bore a code. */
export const below = (code: string, child: string, day: string) => `
  JOIN unit ${child}_above ON ${child}_above.code = ${code}
  JOIN unit ${child} ON ${child}.parent_id = ${child}_above.id AND ${inForce(child, day)}`;

/** The name of a unit today, or the last that it had. @param code an expression */
export const unitNameOf = (code: string) =>
  `(SELECT n.full_name FROM unit n WHERE n.code = ${code} AND n.valid_from <= ${TODAY} ORDER BY n.valid_from DESC LIMIT 1)`;
