import type { statistics as vi } from '../../vi/console/statistics.js';

export const statistics: typeof vi = {
  title: 'Question statistics',
  lead: 'By the first recognised attempt of each person in the round: who comes again has met the question. What should be looked at comes first; figures are hints, the authors decide.',
  round: 'Round',
  counted: (attempts, alpha) =>
    `${attempts} first attempts.${alpha === null ? '' : ` Reliability, Cronbach’s alpha: ${alpha}.`}`,
  empty: 'No attempt of this round is graded yet.',
  download: 'Download Excel',
  item: 'Question',
  attempts: 'Attempts',
  facility: 'Facility',
  deviation: 'Standard deviation',
  discrimination: 'Discrimination',
  biserial: 'Point-biserial',
  guess: 'Guessing',
  chosen: 'Chosen',
  unanswered: (count) => `not answered ${count}`,
  flags: {
    jump: (points) => `${points} percentage points from the round before`,
    negative: 'The better get it wrong more often',
    unused: 'An option that nobody chose',
  },
  formulas: 'How it is worked out, and sources',
  meanings: [
    'Facility: points earned of points possible (Moodle: facility index). 100 % means that everybody was right.',
    'Standard deviation: of the sample (n − 1), of the item’s score, as a share of its points.',
    'Discrimination: Pearson correlation of the item with the rest of the paper, r(x, T − x) (Moodle: discrimination index). Below zero: look at the key or the wording.',
    'Point-biserial: correlation with the whole paper, r(x, T).',
    'Guessing: what a blind choice earns; 1/options, or 1/(2ⁿ − 1) where several are right.',
    'Cronbach’s alpha: k/(k − 1) · (1 − Σ variances of the places / variance of the totals), by the places of the paper.',
    'From the round before: the facility changed by 15 percentage points or more and a two-proportion z test has p < 0.001, with 30 attempts in each round. The question may have leaked.',
    'Sources: Moodle, Quiz statistics calculations; W. Revelle, psych package of R; sample LSAT-6 (Bock and Lieberman 1970).',
  ],
};
