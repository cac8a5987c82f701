import { account } from './account.js';
import { attempt } from './attempt.js';
import { board } from './board.js';
import { certificate } from './certificate.js';
import { claim } from './claim.js';
import { contest } from './contest.js';
import { criteria } from './criteria.js';
import { data } from './data.js';
import { form } from './form.js';
import { help } from './help.js';
import { home } from './home.js';
import { imprint } from './imprint.js';
import { invitation } from './invitation.js';
import { join } from './join.js';
import { manager } from './manager.js';
import { me } from './me.js';
import { official } from './official.js';
import { dataset } from './dataset.js';
import { practice } from './practice.js';
import { notices } from './notices.js';
import { regulations } from './regulations.js';
import { report } from './report.js';
import { result } from './result.js';
import { screen } from './screen.js';
import { sharing } from './sharing.js';
import { shell } from './shell.js';
import { staff } from './staff.js';
import { unit } from './unit.js';
import { verify } from './verify.js';

/** Every Vietnamese sentence of the pages, by the page that says it. The other languages have the same keys. */
export const vi = {
  shell,
  home,
  contest,
  criteria,
  join,
  attempt,
  official,
  dataset,
  practice,
  regulations,
  report,
  result,
  board,
  unit,
  me,
  notices,
  imprint,
  data,
  account,
  certificate,
  claim,
  verify,
  form,
  help,
  screen,
  sharing,
  invitation,
  manager,
  staff,
};
