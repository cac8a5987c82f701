import type { vi } from '../../vi/console/index.js';
import { shell } from '../shell.js';
import { staff } from '../staff.js';
import { frame } from './frame.js';
import { inviting } from './inviting.js';
import { people } from './people.js';
import { offers } from './offers.js';
import { plans } from './plans.js';
import { papers } from './papers.js';
import { portal } from './portal.js';
import { today } from './today.js';
import { bankFiles } from './bank-files.js';
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
import { trail } from './trail.js';

const { roles } = staff;

export const en: typeof vi = {
  shell,
  roles,
  frame,
  today,
  people,
  offers,
  plans,
  papers,
  portal,
  inviting,
  rehearsal,
  revisions,
  running,
  support,
  bankFiles,
  incidents,
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
  signals,
  simulation,
  statistics,
  trail,
};
