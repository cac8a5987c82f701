import { above, inForce, unitNameOf, statement, TODAY } from '#database';

/** For WITH RECURSIVE: units of today (`own`) with themselves and all above them. @param codes an expression of text[] */
const CHAINS = (codes: string): string => `up AS (
     SELECT u.code AS own, u.code, u.parent_id, 0 AS height FROM unit u
      WHERE u.code = ANY(${codes}) AND ${inForce('u', TODAY)}
     UNION ALL
     SELECT up.own, p.code, p.parent_id, up.height + 1 FROM up ${above('up', TODAY)}
      WHERE p.id IS NOT NULL AND up.height < 20
   )`;

export interface OfferRow {
  planId: string;
  title: string | null;
  unit: { code: string; name: string } | null;
  locked: string[];
  /** Those of the asking units that it is offered to. */
  forUnits: { code: string; name: string }[];
  offeredAt: Date;
  offeredByName: string | null;
}

// What is offered: everything ($1), or what some units may take ($2 text[]), the newest first. Offers are few;
// unit_code_key for each of the units and those above it.
export const listOffers = statement<OfferRow>(
  'contests.list-offers',
  `WITH RECURSIVE ${CHAINS('$2::text[]')}
   SELECT o.plan_id AS "planId", p.regulations ->> 'title' AS title, o.locked, o.offered_at AS "offeredAt",
          a.full_name AS "offeredByName", taken.units AS "forUnits",
          CASE WHEN o.unit_code IS NOT NULL THEN jsonb_build_object('code', o.unit_code, 'name', ${unitNameOf('o.unit_code')}) END AS unit
     FROM plan_offer o JOIN contest_plan p ON p.id = o.plan_id LEFT JOIN account a ON a.id = o.offered_by
    CROSS JOIN LATERAL (
          SELECT coalesce(jsonb_agg(jsonb_build_object('code', own, 'name', ${unitNameOf('own')}) ORDER BY own), '[]') AS units
            FROM (SELECT DISTINCT own FROM up WHERE o.unit_code IS NULL OR up.code = o.unit_code) AS reached) AS taken
    WHERE $1::boolean OR taken.units <> '[]'
    ORDER BY o.offered_at DESC, o.plan_id LIMIT 200`,
);

// One offer as one unit may take it. $1 plan, $2 code of the unit. plan_offer_pkey, unit_code_key; one row, none when it is
// not offered there.
export const offerFor = statement<{ regulations: unknown; bankCode: string | null; locked: string[] }>(
  'contests.offer-for',
  `WITH RECURSIVE ${CHAINS('ARRAY[$2::text]')}
   SELECT p.regulations, p.bank_code AS "bankCode", o.locked
     FROM plan_offer o JOIN contest_plan p ON p.id = o.plan_id
    WHERE o.plan_id = $1 AND EXISTS (SELECT FROM up WHERE o.unit_code IS NULL OR up.code = o.unit_code)`,
);

// How a plan is offered. $1 plan; plan_offer_pkey, one row or none.
export const offerOfPlan = statement<{ unit: OfferRow['unit']; locked: string[] }>(
  'contests.offer-of-plan',
  `SELECT locked, CASE WHEN unit_code IS NOT NULL THEN
            jsonb_build_object('code', unit_code, 'name', ${unitNameOf('unit_code')}) END AS unit
     FROM plan_offer WHERE plan_id = $1`,
);

// Offers a plan, or offers it otherwise. $1 plan, $2 code of a unit or null for all, $3 text[] locked paths, $4 who.
export const setOffer = statement<object>(
  'contests.set-offer',
  `INSERT INTO plan_offer (plan_id, unit_code, locked, offered_by) VALUES ($1, $2, $3, $4)
   ON CONFLICT (plan_id) DO UPDATE
      SET unit_code = excluded.unit_code, locked = excluded.locked, offered_by = excluded.offered_by,
          offered_at = contest_clock()`,
);

// Offers a plan no more. $1 plan; plan_offer_pkey, one row, none when it was not offered.
export const withdrawOffer = statement<{ plan_id: string }>(
  'contests.withdraw-offer',
  `DELETE FROM plan_offer WHERE plan_id = $1 RETURNING plan_id`,
);
