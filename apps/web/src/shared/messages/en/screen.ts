import type { Words } from '../words.js';

export const screen: Words['screen'] = {
  title: (contest) => `Big screen: ${contest}`,
  waiting: 'Loading the contest…',
  opensIn: (round) => `${round} opens in`,
  closesIn: (round) => `${round} closes in`,
  finished: 'The contest has ended',
  finishedAt: (at) => `at ${at}`,
  parts: { days: 'days', hours: 'hours', minutes: 'minutes', seconds: 'seconds' },
  scan: 'Scan to take part',
  scanResults: 'Scan to see the results',
  orType: 'or type the address',
  fullScreen: 'Full screen',
  leave: 'Go to the contest page',
  sample: 'Sample data',
};
