import type { ErrorCode } from '#domain';

type Details = Record<string, unknown>;

const PERIOD: Record<string, string> = {
  day: 'today',
  week: 'this week',
  round: 'this round',
  phase: 'this phase',
  contest: 'this contest',
};

const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** An instant in Vietnam as English pages write it: '6 May 2019 at 08:00'. */
const at = (value: unknown): string => (typeof value === 'string' ? DATE_TIME.format(Date.parse(value)) : '');

/** The English sentence of every code, for browsers and programs that ask for English. A missing one does not compile. */
export const ENGLISH: Record<ErrorCode | 'INTERNAL', string | ((details: Details) => string)> = {
  INTERNAL:
    'Something went wrong on our side. What you have saved is safe. Please try again in a few minutes; if it still fails, read this code to the organizer.',
  INVALID_INPUT: 'Some of the information sent is not right. Please look at the fields that are named.',
  BODY_TOO_LARGE: 'The content sent is too long.',
  UNSUPPORTED_MEDIA: 'The server takes JSON only.',
  TEXT_HAS_CONTROL_CHARACTERS: 'The text has hidden characters in it. Please type it instead of pasting it.',
  IDEMPOTENCY_KEY_REQUIRED: 'The key that keeps a request from counting twice is missing (Idempotency-Key).',
  NOT_FOUND: 'There is no such page.',
  TOO_MANY_REQUESTS: 'You are going too fast. Please wait a moment and try again.',
  SERVER_BUSY: 'The server is very busy. Nothing is lost; it will be tried again by itself in a few seconds.',
  CLOCK_UNSURE: 'The server is setting its clock. Please try again in a few seconds.',
  NOT_SIGNED_IN: 'Please sign in to go on.',
  SESSION_ENDED: 'Your session has ended. Sign in again to go on; your work is still here.',
  WRONG_CREDENTIALS: 'The phone number or the password is not right.',
  SIGN_IN_LINK_INVALID: 'This sign-in link was used before or is too old.',
  NOT_ALLOWED: 'You may not do this.',
  PHONE_TAKEN: 'This phone number has an account already. Please sign in.',
  PASSWORD_TOO_WEAK: 'The password needs at least 8 characters and must not be easy to guess.',
  CONTEST_NOT_FOUND: 'There is no such contest.',
  CONTEST_NOT_OPEN: 'The contest has not opened yet or is over.',
  NOT_A_PARTICIPANT: 'You have not joined this contest.',
  ALREADY_PARTICIPANT: 'You have joined this contest already.',
  BIRTH_DATE_REQUIRED: 'This contest has an age limit. Please fill in your date of birth.',
  TOO_YOUNG: (d) => `This contest is for people aged ${String(d['years'] ?? '')} or over.`,
  CONSENT_REQUIRED: 'To join, you have to agree to the use of your personal data by the organizer.',
  UNIT_NOT_FOUND: 'There is no such unit in this contest.',
  PERSON_FIXED:
    'You have taken part already. To change your name or date of birth, ask the contact of your unit or the organizer.',
  UNIT_FIXED:
    'You have taken part for your unit, so you cannot change it yourself. Please ask the contact of your unit.',
  ROUND_NOT_FOUND: 'There is no such round.',
  ROUND_NOT_OPEN: (d) => `The round has not opened yet.${d['opensAt'] ? ` It opens on ${at(d['opensAt'])}.` : ''}`,
  ROUND_CLOSED: (d) => (d['closesAt'] ? `The round ended on ${at(d['closesAt'])}.` : 'The round is over.'),
  ATTEMPT_LIMIT_REACHED: (d) =>
    `You have used all your attempts for ${PERIOD[String(d['per'])] ?? 'this period'}.${d['nextAt'] ? ` The next one opens on ${at(d['nextAt'])}.` : ''}`,
  ATTEMPT_TOO_SOON: (d) =>
    `There must be a pause between two attempts.${d['nextAt'] ? ` You can start again from ${at(d['nextAt'])}.` : ''}`,
  PAPER_CANNOT_BE_DRAWN: 'There are not enough questions to make a paper. The organizer has been told.',
  IMPOSSIBLE_RULES: 'The rules contradict themselves. Please look at the faults that are named.',
  ATTEMPT_NOT_FOUND: 'There is no such attempt.',
  NOT_YOUR_ATTEMPT: 'This attempt belongs to somebody else.',
  ATTEMPT_CLOSED: 'This attempt was handed in and cannot be changed any more.',
  ATTEMPT_TAKEN_OVER: 'This attempt is open on another device. Go on here?',
  ATTEMPT_VOIDED: 'This attempt is not recognised. Please ask the organizer for the reason.',
  ATTEMPT_NOT_VOIDED: 'This attempt is recognised already.',
  DEADLINE_PASSED: (d) =>
    `Time is up. What was saved ${d['deadlineAt'] ? `before ${at(d['deadlineAt'])}` : 'in time'} counts.`,
  SAVE_OUT_OF_ORDER: 'The server has a newer save of this device already.',
  SAVE_CONFLICT: 'This save number was used before for other answers.',
  ANSWER_NOT_IN_PAPER: 'The answer does not belong to this paper.',
  PREDICTION_REQUIRED: 'Please fill in your prediction before you hand in.',
  PREDICTION_NOT_ASKED: 'This round does not ask for a prediction.',
  PREDICTION_OUT_OF_RANGE: 'The prediction must be a whole number within the range allowed.',
  ATTEMPT_NOT_SUBMITTED: 'This attempt has not been handed in.',
  ATTEMPT_NOT_GRADED: 'This attempt has not been graded.',
  ATTEMPT_ALREADY_GRADED: 'This attempt has been graded already.',
  RESULT_NOT_READY: 'Your attempt is being graded, which usually takes a few seconds.',
  RESULT_NOT_RELEASED: 'By the rules of the contest this result is not published yet.',
  RECEIPT_NOT_FOUND: 'There is no such receipt. Please check it letter by letter.',
  GIFT_NOT_READABLE: 'The question in GIFT format cannot be read.',
};
