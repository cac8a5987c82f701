import type { Answer } from './client.js';

/** Names for what the api answers, so that pages need not spell addresses. */
export type CurrentSession = Answer<'/api/sessions/current', 'get'>;
export type ContestList = Answer<'/api/contests', 'get'>;
export type ContestSummary = ContestList['contests'][number];
export type Figures = ContestSummary['figures'];
export type ContestDetails = Answer<'/api/contests/{slug}', 'get'>;
export type Round = ContestDetails['roundList'][number];
export type MyPlace = Answer<'/api/contests/{slug}/participants/me', 'get'>;
export type UnitOption = Answer<'/api/contests/{slug}/units', 'get'>['units'][number];
export type Attempt = Answer<'/api/attempts/{attemptId}', 'get'>;
export type Question = Attempt['questions'][number];
export type Receipt = Answer<'/api/attempts/{attemptId}/submit', 'post'>;
export type Result = Answer<'/api/attempts/{attemptId}/result', 'get'>;
export type Board = Answer<'/api/contests/{slug}/board', 'get'>;
export type UnitTable = Answer<'/api/contests/{slug}/unit-table', 'get'>;
export type UnitLine = UnitTable['rows'][number];
