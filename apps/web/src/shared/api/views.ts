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
export type BoardLine = Board['rows'][number];
export type UnitTable = Answer<'/api/contests/{slug}/unit-table', 'get'>;
export type UnitLine = UnitTable['rows'][number];
export type Review = Answer<'/api/attempts/{attemptId}/review', 'get'>;
export type ReviewedQuestion = Review['questions'][number];
export type UnitReport = Answer<'/api/contests/{slug}/units/{code}', 'get'>;
export type UnitContests = Answer<'/api/units/{code}/contests', 'get'>;
export type KnownReceipt = Answer<'/api/contests/{slug}/receipts/verify', 'post'>;
export type FeedbackTopics = Answer<'/api/feedback-topics', 'get'>;
export type ConsentText = Answer<'/api/consents/current', 'get'>['texts'][number];
export type Me = Answer<'/api/me', 'get'>;
export type OwnAttempt = Answer<'/api/me/attempts', 'get'>['attempts'][number];
export type OwnData = Answer<'/api/me/data', 'get'>;
