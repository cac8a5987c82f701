import { statement } from '#database';

// Contests of which something was published, or a decision recorded, since their certificates of prizes were compared with it,
// where they are given by themselves or there are any. A few hundred designs, certificate_pkey and publication_pkey.
export const findUncompared = statement<{ contest_id: number; title: string; gives_prizes: boolean; seen: number }>(
  'contests.find-uncompared-prizes',
  `SELECT d.contest_id, c.title, (d.content ->> 'givesPrizes')::boolean AS gives_prizes, p.seen
     FROM certificate_design d
     JOIN contest c ON c.id = d.contest_id AND c.status IN ('published', 'closed')
    CROSS JOIN LATERAL (SELECT (count(*) + count(decision_number))::int AS seen FROM publication
                         WHERE contest_id = d.contest_id) p
    WHERE p.seen <> d.seen_publications
      AND ((d.content ->> 'givesPrizes')::boolean
           OR EXISTS (SELECT FROM certificate k WHERE k.contest_id = d.contest_id AND k.prize <> ''))
    ORDER BY d.contest_id FOR UPDATE OF d SKIP LOCKED`,
);

export const noteCompared = statement(
  'contests.note-compared-prizes',
  `UPDATE certificate_design SET seen_publications = $2 WHERE contest_id = $1`,
);

export interface GivenPrizeRow {
  number: number;
  participant_id: string;
  prize: string;
  has_decision: boolean;
  revoke_reason: string | null;
}

// Every certificate of a prize that was given, by number. $1 contest; certificate_pkey, the contest's are looked through.
export const readGivenPrizes = statement<GivenPrizeRow>(
  'contests.read-given-prizes',
  `SELECT number, participant_id, prize, decision IS NOT NULL AS has_decision, revoke_reason
     FROM certificate WHERE contest_id = $1 AND prize <> '' ORDER BY number`,
);

// Says by which decision where nothing says it yet. $1 contest, $2 int[] numbers, $3 text[] decisions; certificate_pkey.
export const addDecisions = statement(
  'contests.add-decisions-to-certificates',
  `UPDATE certificate k SET decision = n.decision FROM unnest($2::int[], $3::text[]) AS n (number, decision)
    WHERE k.contest_id = $1 AND k.number = n.number AND k.decision IS NULL`,
);
