import type { DocumentMakers } from '#documents';
import { makeCertificates } from './make-certificates.js';
import { makeCommendation } from './make-commendation.js';
import { makeInvitations } from './make-invitations.js';
import { makeOpenDataFile } from './make-open-data.js';
import { makePosters } from './make-posters.js';
import { makeReport } from './make-report.js';

/** Who makes which kind of file. Composed here, for a file may need what several rooms know. */
export const documentMakers: DocumentMakers = {
  certificates: makeCertificates,
  commendation: makeCommendation,
  report: makeReport,
  openData: makeOpenDataFile,
  posters: makePosters,
  invitations: makeInvitations,
};
