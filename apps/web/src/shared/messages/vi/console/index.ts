import { criteria } from '../criteria.js';
import { shell } from '../shell.js';
import { staff } from '../staff.js';
import { frame } from './frame.js';
import { inviting } from './inviting.js';
import { people } from './people.js';
import { offers } from './offers.js';
import { plans } from './plans.js';
import { papers } from './papers.js';
import { portal } from './portal.js';
import { posters } from './posters.js';
import { today } from './today.js';
import { bankFiles } from './bank-files.js';
import { commendations } from './commendations.js';
import { certificates } from './certificates.js';
import { claims } from './claims.js';
import { corrections } from './corrections.js';
import { exclusions } from './exclusions.js';
import { invitations } from './invitations.js';
import { batches } from './batches.js';
import { items } from './items.js';
import { bankUse, practiceBank } from './bank-use.js';
import { wordings } from './wordings.js';
import { keys } from './keys.js';
import { rehearsal } from './rehearsal.js';
import { settlements } from './settlements.js';
import { signals } from './signals.js';
import { revisions } from './revisions.js';
import { simulation } from './simulation.js';
import { statistics } from './statistics.js';
import { running } from './running.js';
import { incidents } from './incidents.js';
import { support } from './support.js';
import { invitedUnits } from './invited-units.js';
import { unitImport } from './unit-import.js';
import { unitResults } from './unit-results.js';
import { unitTree } from './unit-tree.js';
import { documents } from './documents.js';
import { openData } from './open-data.js';
import { report } from './report.js';
import { grading } from './grading.js';
import { trail } from './trail.js';

const { roles } = staff;

/** Every Vietnamese sentence of the console, by the page that says it. */
export const vi = {
  shell,
  criteria,
  roles,
  frame,
  today,
  people,
  offers,
  plans,
  papers,
  portal,
  posters,
  inviting,
  rehearsal,
  revisions,
  running,
  support,
  bankFiles,
  incidents,
  certificates,
  commendations,
  claims,
  corrections,
  exclusions,
  invitations,
  items,
  bankUse,
  practiceBank,
  wordings,
  invitedUnits,
  unitImport,
  batches,
  unitResults,
  unitTree,
  keys,
  settlements,
  signals,
  simulation,
  statistics,
  grading,
  trail,
  documents,
  report,
  openData,
};
