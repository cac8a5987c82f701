import type { Answer } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import type { Words } from '../../language.js';

export { COMMENDATION_FORMS, topOfBlocks } from '../../regulations.js';

export const LISTS = '/api/contests/{slug}/commendations';
export const LIST = '/api/contests/{slug}/commendations/{commendationId}';
export const LINE = '/api/contests/{slug}/commendations/{commendationId}/lines/{lineId}';
export const CANDIDATES = '/api/contests/{slug}/commendation-candidates';

export type Proposal = Answer<typeof LISTS, 'get'>['proposals'][number];
export type ProposalDetail = Answer<typeof LIST, 'get'>;
export type Line = ProposalDetail['lines'][number];
export type Candidates = Answer<typeof CANDIDATES, 'get'>;

/** After something of a list was changed. */
export const renewLists = () => renew(LISTS, LIST);

/** 'Bằng khen', 'Giấy khen', or as it was called. */
export const formOf = (t: Words, { form, formWords }: Pick<Proposal, 'form' | 'formWords'>): string =>
  formWords ?? (form === 'other' ? '' : t.commendations.forms[form]);
