import { expect, it } from '@jest/globals';
import { OURS } from './our-paths.js';

it.each(['/', '/cua-toi?a=/quan-tri', '/quan-tri/thiet-lap', '/quan-tri/xac-minh?tiep=/quan-tri', '/quan-tri-vien'])(
  '%s is of the citizens’ pages',
  (path) => expect(OURS.test(path)).toBe(true),
);

it.each(['/quan-tri', '/quan-tri?cuoc-thi=a', '/quan-tri/nhan-su', '/quan-tri/thiet-lap-khac', '/quan-tri/'])(
  '%s is of the console',
  (path) => expect(OURS.test(path)).toBe(false),
);
