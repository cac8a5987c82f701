import type { Words } from '../words.js';

export const criteria: Words['criteria'] = {
  has: {
    score: (points) => `${points} points`,
    prediction_distance: (distance) => `prediction off by ${distance}`,
    duration: (time) => `took ${time}`,
    submitted_at: (at) => `submitted at ${at}`,
    started_at: (at) => `started at ${at}`,
    attempt_count: (count) => `${count} attempts`,
    earlier_round_score: (points) => `${points} points in the round before`,
    youngest: () => 'younger',
    oldest: () => 'older',
    lot: () => 'draw of lots',
  },
  lacks: {
    prediction_distance: 'no prediction that counts',
    earlier_round_score: 'not in the round before',
    youngest: 'no birth date given',
    oldest: 'no birth date given',
    lot: 'not drawn yet',
  },
};
