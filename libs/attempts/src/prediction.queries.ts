import { statement } from '#database';
import { LIMITS } from '#domain';

// Changes the prediction of an attempt that was handed in, while its round is open by the rules of now; what it was is kept
// with the moment. $1 contest, $2 attempt, $3 number; attempt_pkey and the keys of the round, one row or none.
export const changePrediction = statement<{ id: string }>(
  'change-prediction',
  `UPDATE attempt t
      SET prediction = $3::bigint,
          predictions_before = predictions_before
            || jsonb_build_object('prediction', t.prediction, 'until', to_jsonb(contest_clock()))
     FROM round r JOIN round_revision v
       ON v.contest_id = r.contest_id AND v.round_id = r.id AND v.revision = r.current_revision
    WHERE t.contest_id = $1 AND t.id = $2 AND r.contest_id = $1 AND r.id = t.round_id
      AND t.submitted_at IS NOT NULL AND t.voided_at IS NULL AND contest_clock() < v.closes_at
      AND jsonb_array_length(t.predictions_before) < ${LIMITS.predictionChangesMax}
   RETURNING t.id`,
);
