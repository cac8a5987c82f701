export { ANNEXED_TO, regulationsAnnex } from './regulations-annex.js';
export { qrPicture } from './qr-picture.js';
export { commendationProposal, type CommendationPaper, type ProposedRow } from './commendation.js';
export { invitation } from './invitation.js';
export type { Issuer } from './letterhead.js';
export { participationWords, roundNotice, type RoundFigures, type UnitShare } from './round-notice.js';
export { winnersAnnex, type SettledField, type WinnerRow } from './winners-list.js';
