import type { ErrorCode } from '#domain';

type Details = Record<string, unknown>;

const PERIOD: Record<string, string> = {
  day: 'today',
  week: 'this week',
  round: 'this round',
  phase: 'this phase',
  contest: 'this contest',
};

/** As what somebody is on the list of those who may not take part. */
const EXCLUDED_AS: Record<string, string> = {
  organizer: 'a member of the organizing committee',
  jury: 'a member of the jury',
  technician: 'a technician of the contest',
  relative: 'a relative of somebody who runs the contest',
};

const IDENTITY_FAULTS: Record<string, string> = {
  digits: 'A personal number has exactly 12 digits. Please copy it again from the identity card.',
  century: 'The fourth digit of the personal number cannot be right. Please copy it again from the identity card.',
  birth_year:
    'This personal number does not fit your year of birth. Please copy it again; if the birth date is wrong, call the organizer.',
};

/** What stands in the way of whoever has the right in general. */
const NOT_ALLOWED_FOR: Partial<Record<string, string>> = {
  staff: 'This person holds a role in the system, so it cannot be done here. Please tell the administrator.',
  disabled: 'This account has been shut. Please tell the administrator.',
  no_phone: 'This account has no phone number any more, so nobody can sign in to it.',
  other_contest:
    'Whoever has this number takes part in a contest that is not yours. Please pass it to the administrator.',
};

const DATE_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** An instant in Vietnam as English pages write it: '6 May 2019 at 08:00'. */
const inWords = (seconds: number): string =>
  seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

const at = (value: unknown): string => (typeof value === 'string' ? DATE_TIME.format(Date.parse(value)) : '');

/** Why a file of questions is not read, by reason. */
const FILE_REFUSALS: Readonly<Record<string, string>> = {
  EMPTY: 'The file is empty.',
  TOO_LARGE: 'The file is too large, or unpacks to too much.',
  NOT_THIS_FORMAT: 'This is no file of the chosen format, or it is damaged.',
  OLD_OFFICE: 'This is a Word or Excel file of before 2007, or one with a password. Please save it as .docx or .xlsx.',
  MACROS: 'The file holds macros. Please save it without them.',
  ENTITIES: 'The XML declares a document type or entities and is not taken.',
  ENCODING: 'The text is not Unicode (UTF-8). Please save it as UTF-8.',
  LEGACY_ENCODING: 'The text is in a Vietnamese encoding of before Unicode (TCVN3 or VNI). Please convert it.',
  NUL: 'The file is no text.',
};

/** The English sentence of every code, for browsers and programs that ask for English. A missing one does not compile. */
export const ENGLISH: Record<ErrorCode | 'INTERNAL', string | ((details: Details) => string)> = {
  INTERNAL:
    'Something went wrong on our side. What you have saved is safe. Please try again in a few minutes; if it still fails, read this code to the organizer.',
  INVALID_INPUT: 'Some of the information sent is not correct. Please check the fields that are named.',
  BODY_TOO_LARGE: 'The content sent is too long. Please shorten it and send it again.',
  UNSUPPORTED_MEDIA: 'The server takes JSON only.',
  TEXT_HAS_CONTROL_CHARACTERS: 'The text contains hidden characters. Please type it instead of pasting it.',
  IDEMPOTENCY_KEY_REQUIRED: 'The key that keeps a request from counting twice is missing (Idempotency-Key).',
  NOT_FOUND: 'There is no such page.',
  TOO_MANY_REQUESTS: 'You are going too fast. Please wait a moment and try again.',
  PROOF_NEEDED: 'A check of a few seconds is needed before you continue. Please try again.',
  SERVER_BUSY: 'The server is very busy. What you have saved is safe. Please try again in a few seconds.',
  QUEUE_AWAY: 'The queue does not answer. What was handed in is safe. Please try again in a few seconds.',
  START_QUEUED: (d) =>
    `You are waiting to enter.${typeof d['waitSeconds'] === 'number' ? ` About ${String(d['ahead'])} people are before you; your turn comes in about ${inWords(d['waitSeconds'])}.` : ''} Keep this page open: the paper opens by itself when it is your turn, and your clock is not running yet.`,
  START_TOO_LATE: (d) =>
    `The queue is longer than the time the round is still open${d['closesAt'] ? `, which closes on ${at(d['closesAt'])}` : ''}, so you cannot start a new attempt in this round.`,
  START_PACE_TOO_HIGH: (d) =>
    `This pace is higher than that of the server${typeof d['most'] === 'number' ? ` (${String(d['most'])} starts a second)` : ''}. Only an administrator can set it.`,
  CLOCK_UNSURE: 'The server is setting its clock. Please try again in a few seconds.',
  NOT_SIGNED_IN: 'Please sign in to continue.',
  SESSION_ENDED: 'Your session has ended. Sign in again to continue; your attempt is still there.',
  WRONG_CREDENTIALS: 'The phone number or the password is not correct.',
  SIGN_IN_LINK_INVALID: 'This sign-in link has already been used or has expired.',
  RESET_CODE_WRONG: 'The phone number or the code is not correct, or the code has been used or has expired.',
  RESET_CODE_LIMIT: (d) =>
    `${d['per'] === 'day' ? 'You have given out all the codes of a day' : 'This person was given a code a short while ago'}.${d['nextAt'] ? ` The next one can be given on ${at(d['nextAt'])}.` : ''}`,
  PERSON_NOT_MATCHED: 'No participant fits all the facts given. Please ask for each of them again.',
  PHONE_CLAIM_DECIDED: 'This claim to a phone number has been decided before. Please look among the decided ones.',
  PRACTICE_NOT_FOUND: 'This contest has no practice, or the question is no longer part of it.',
  PRACTICE_CLOSED:
    'The contest is running and its rules allow no practice meanwhile. Practice opens again when the contest is over.',
  PRACTICE_STILL_ASKED:
    'This bank cannot be made public yet: a contest or round that is not over uses its questions, or questions of the same wording.',
  INCIDENT_CLOSED: 'This report was closed by somebody else. Please load the list again.',
  SESSION_NOT_FOUND: 'This session has already ended.',
  INVITATION_INVALID:
    'This invitation is wrong, used or too old. Please check the code again, or call the support line.',
  LAST_ADMINISTRATOR:
    'This is the last administrator of the system. Please invite another one, without an end date, first.',
  NOT_ALLOWED: (d) =>
    NOT_ALLOWED_FOR[String(d['reason'])] ??
    'You are not allowed to do this. If you need to, please contact the organizer.',
  SECOND_FACTOR_NEEDED:
    'This needs a verification code as well. Please enter the code that your authenticator app shows.',
  SECOND_FACTOR_WRONG:
    'The verification code is wrong or has been used. Please wait until the app shows a new one and enter that.',
  SECOND_FACTOR_NOT_SET_UP: 'The account has no verification code yet. Please set it up first.',
  STAFF_INVITATION_INVALID:
    'This invitation has been used or has expired. Please ask whoever invited you to send a new one.',
  PHONE_TAKEN:
    'This phone number already has an account. Please sign in with the password you chose, or tell the organizer if somebody else has used your number.',
  PASSWORD_TOO_WEAK:
    'The password must have 8 characters or more and must not be easy to guess. Please choose another.',
  PLAN_NOT_FOUND: 'There is no such plan. Please choose again in the list of contests.',
  PLAN_CHANGED: (d) =>
    `${d['changedByName'] ? String(d['changedByName']) : 'Somebody else'} has saved this plan${d['changedAt'] ? ` at ${at(d['changedAt'])}` : ''}. Please look at the new version before you save.`,
  PLAN_PUBLISHED: 'The contest is published. Its rules change by a revision with a date and a public note.',
  BRANDING_CHANGED: (d) =>
    `${d['changedByName'] ? String(d['changedByName']) : 'Somebody else'} has changed this${d['changedAt'] ? ` at ${at(d['changedAt'])}` : ''}. Please load the page again and go on.`,
  BRANDING_FILE_NOT_FOUND: 'This file was not sent, or is gone. Please send it again.',
  PICTURE_UNFIT:
    'A picture must be PNG or JPEG: a logo with sides of 64 to 1,024 pixels, up to 128 KB; a banner four times as wide as high, 720 to 2,400 pixels wide, up to 256 KB.',
  PAPER_UNFIT: 'A document must be a whole PDF file without a program in it, up to 5 MB.',
  REHEARSAL_NOT_FOUND: 'This plan has no rehearsal that is open.',
  REHEARSAL_EXISTS: 'This plan has a rehearsal already. Please remove it first.',
  REHEARSAL_INVITED_ONLY: 'This contest is a rehearsal, only for those who were invited to try it.',
  REVISION_NOT_FOUND: 'The contest has no such revision of its rules.',
  REVISION_PLANNED:
    'A revision of the rules is waiting for its time already. Please withdraw it first, or wait until it holds.',
  REVISION_NOT_PLANNED: 'This revision waits no longer: it holds, or was withdrawn. Please reload the page.',
  REVISION_TIME: 'The revision must hold from a time that is ahead, and before the last round closes.',
  NOTHING_TO_REVISE: 'The plan says what holds already: there is nothing to change.',
  SIMULATION_TOO_LARGE: (d) =>
    `There are too many attempts here${d['max'] ? `, more than the ${String(d['max'])} that one trial reads` : ''}. Please try a single round.`,
  SIMULATION_BUSY: 'Another trial of a ranking is under way. Please try again in a few seconds.',
  TEMPLATE_NOT_FOUND: 'There is no such template. Please choose again in the list.',
  BLOCK_NOT_FOUND: () => 'The regulations of the contest have no such block of units.',
  BANK_NOT_FOUND: (d) =>
    `There is no${d['code'] ? '' : ' such'} bank of questions${d['code'] ? ` with the code ${String(d['code'])}` : ''}.`,
  INVITED_LIST_FAULTY: (d) =>
    `The list has a wrong row, so no unit was taken.${d['row'] ? ` Row ${String(d['row'])}: ${String(d['message'])}` : ' Please do a dry run to see each row.'}`,
  CONTEST_NOT_FOUND: 'There is no such contest. Please choose one on the home page.',
  CONTEST_NOT_OPEN: 'The contest has not opened yet or has ended. Please see the dates on the contest page.',
  CONTEST_PAUSED: (d) => `The contest is paused. ${String(d['note'] ?? '')}`.trim(),
  EXTRA_TIME_NOT_FOUND: 'There is no such extra time, or it was taken back.',
  ANNOUNCEMENTS_FULL: 'There are three announcements on the pages already. Please take one down first.',
  EXTENSION_TOO_SHORT: 'The new closing time must be later than the present one.',
  ANNOUNCEMENT_NOT_FOUND: 'There is no such announcement, or it was taken back.',
  CONTEST_STOPPED: (d) => `The contest has been stopped. ${String(d['note'] ?? '')}`.trim(),
  NOT_STOPPED: 'The contest is not stopped. Please reload the page to see it.',
  OFFER_NOT_FOUND: 'This template is not offered to the unit, or no longer.',
  OFFER_OF_A_UNIT: 'A unit runs this plan: it cannot be offered on.',
  NOT_LOCKABLE: (d) => `The place “${String(d['path'] ?? '')}” cannot be locked.`,
  PLAN_LOCKED: (d) => `The province has locked this place: ${String(d['place'] ?? '')}.`,
  UNIT_OUT_OF_REACH: (d) =>
    `Unit ${String(d['code'] ?? '')} is not below the unit that runs the contest: it cannot be invited.`,
  PAUSE_NOT_FOUND: 'The contest has no such pause.',
  PAUSE_OPEN: 'The contest is paused already. Please reload the page to see it.',
  EXCLUDED: (d) =>
    `You are on the list of people who may not take part${EXCLUDED_AS[String(d['reason'])] ? `: ${EXCLUDED_AS[String(d['reason'])]}` : ''}. ` +
    `If this is a mistake, please ask the organizer${d['hotline'] ? ` on ${String(d['hotline'])}` : ''}.`,
  NOT_A_PARTICIPANT: 'You have not registered for this contest. Please register from the contest page.',
  ALREADY_PARTICIPANT: 'You have already registered for this contest.',
  BIRTH_DATE_REQUIRED: 'This contest has an age limit. Please enter your date of birth.',
  TOO_YOUNG: (d) => `This contest is for people aged ${String(d['years'] ?? '')} or over.`,
  TOO_OLD: (d) => `This contest is for people aged ${String(d['years'] ?? '')} at most.`,
  UNIT_NOT_INVITED:
    'This contest is only for people of the invited units. Please choose another unit, or ask the organizer.',
  CONSENT_REQUIRED: 'To register, you need to agree that the organizer may process your personal data.',
  CONSENT_WITHDRAWN:
    'You have withdrawn your consent to take part in this contest, so nothing can be started or changed here any more. Ask the organizer if you need help.',
  GUARDIAN_REQUIRED: (d) =>
    `People under ${String(d['years'] ?? 16)} need a parent or guardian to agree. Please fill in the guardian’s name and tick the box.`,
  DELETION_WAITS:
    'You have an attempt in progress. Hand it in or wait until its time is over, then delete the account.',
  NOT_A_WINNER:
    'Somebody on the list has no result in this contest, has withdrawn, or is past the time for keeping data. Nobody was asked.',
  IDENTITY_NOT_ASKED:
    'The organizer has not asked for your personal number, or the time is over. Call the support number if you need help.',
  IDENTITY_NOT_GIVEN: 'There is no personal number: not asked for, not given yet, or deleted when its time was over.',
  IDENTITY_NUMBER_WRONG: (d) => IDENTITY_FAULTS[String(d['fault'])] ?? IDENTITY_FAULTS['digits']!,
  UNIT_NOT_FOUND: 'There is no such unit in this contest. Please search for it by name.',
  UNIT_LIST_FAULTY: (d) =>
    `The list has faults, so nothing was written.${d['row'] ? ` The first of ${String(d['faults'])} is in row ${String(d['row'])}.` : ''}`,
  UNIT_IN_USE: (d) =>
    Number(d['people']) > 0
      ? `${String(d['people'])} people stand for this unit, so it cannot be taken off the list.`
      : 'Units below, a contact person or requests rest on this unit, so it cannot be taken off the list.',
  UNIT_CHANGE_IMPOSSIBLE: 'This change does not fit the tree of units on that day. The preview names each reason.',
  UNIT_CHANGE_SETTLED: (d) =>
    d['reason'] === 'past'
      ? 'Its day is over, so it cannot be undone. Please record a new change.'
      : d['reason'] === 'undone'
        ? 'This change has been undone already.'
        : 'Another change, units below or a contest rest on this change, so it cannot be undone.',
  PERSON_FIXED:
    'You have already made an attempt. To change your name or date of birth, ask your unit’s contact person or the organizer.',
  UNIT_FIXED:
    'You have already made an attempt, so you can no longer change your unit yourself. Please send a request to the contact person of the unit.',
  FILE_NOT_READABLE: 'The file cannot be read. Please send an Excel (.xlsx) or UTF-8 CSV file under 2 MB.',
  INVITATION_LIST_FAULTY: (d) =>
    `The list has faulty rows, so no invitation was made.${d['row'] ? ` The first is row ${String(d['row'])}.` : ' Please do a dry run to see each of them.'}`,
  NOTHING_TO_INVITE: 'All these units have an invitation already. To send one again, issue it again.',
  INVITATION_NOT_FOUND: 'There is no such invitation in this contest.',
  INVITATION_CLOSED: 'This invitation was used or replaced and cannot be issued again. Please replace the manager.',
  ROUND_NOT_FOUND: 'There is no such round. Please see the dates on the contest page.',
  ROUND_NOT_OPEN: (d) => `The round has not opened yet.${d['opensAt'] ? ` It opens on ${at(d['opensAt'])}.` : ''}`,
  ROUND_CLOSED: (d) => (d['closesAt'] ? `The round ended on ${at(d['closesAt'])}.` : 'The round has ended.'),
  ATTEMPT_LIMIT_REACHED: (d) =>
    `You have used all your attempts for ${PERIOD[String(d['per'])] ?? 'this period'}.${d['nextAt'] ? ` The next one opens on ${at(d['nextAt'])}.` : ''}`,
  ATTEMPT_TOO_SOON: (d) =>
    `There must be a pause between two attempts.${d['nextAt'] ? ` You can start again from ${at(d['nextAt'])}.` : ''}`,
  PAPER_CANNOT_BE_DRAWN: 'There are not enough questions to make a paper. Please tell the organizer.',
  IMPOSSIBLE_RULES: 'The rules contradict themselves. Please check the faults that are named.',
  ATTEMPT_NOT_FOUND: 'There is no such attempt. Please open it from My page.',
  NOT_YOUR_ATTEMPT: 'This attempt belongs to someone else. If it is yours, sign in with the account you used for it.',
  ATTEMPT_CLOSED: 'This attempt has been submitted and can no longer be changed.',
  ATTEMPT_TAKEN_OVER: 'This attempt is open on another device. Continue on this device?',
  ATTEMPT_VOIDED: 'This attempt is not recognized. Please contact the organizer to find out why.',
  ATTEMPT_NOT_VOIDED: 'This attempt is already recognized.',
  DEADLINE_PASSED: (d) =>
    `Time is up. What was saved ${d['deadlineAt'] ? `before ${at(d['deadlineAt'])}` : 'in time'} counts.`,
  SAVE_OUT_OF_ORDER: 'The server already has a newer save from this device.',
  SAVE_CONFLICT: 'This save clashes with another one. Please reload the page.',
  ANSWER_NOT_IN_PAPER: 'The answer does not belong to this paper. Please reload the page.',
  PREDICTION_REQUIRED: 'Please enter your prediction before you submit.',
  PREDICTION_NOT_ASKED: 'This round does not ask for a prediction.',
  PREDICTION_OUT_OF_RANGE: 'The prediction must be a whole number within the range allowed.',
  PREDICTION_FIXED:
    'The prediction of this attempt cannot be changed now: only after it was handed in, and before the round closes.',
  ATTEMPT_NOT_SUBMITTED: 'This attempt has not been submitted. Please submit it first.',
  ATTEMPT_NOT_GRADED: 'This attempt has not been graded.',
  ATTEMPT_ALREADY_GRADED: 'This attempt has been graded already.',
  RESULT_NOT_READY: 'Your attempt is being graded, which usually takes a few seconds.',
  RESULT_NOT_RELEASED: 'Under the contest rules, this result is not published yet.',
  CORRECTION_CONFLICT: 'This request number was used for another correction of a key. Reload the page and try again.',
  SIGNAL_DECIDED: 'Somebody has decided about this before. Please reload the page.',
  CERTIFICATE_NOT_FOUND: 'There is no such certificate. Please check the code character by character.',
  NO_CERTIFICATES: 'There are no certificates that hold to make this file of.',
  CERTIFICATES_CLOSED:
    'No certificates yet: they are given once the last round is over and the organizers have opened it.',
  CERTIFICATE_NOT_EARNED: 'By the rules of the contest this result earns no certificate.',
  SETTLEMENT_WITHOUT_RULES: 'This contest has no regulations in the system, so its results cannot be settled here.',
  SETTLEMENT_ROUND_OPEN: (d) => `${d['count'] ?? 'Some'} rounds are not over yet. Settle the results after they close.`,
  SETTLEMENT_ATTEMPTS_OPEN: (d) => `${d['count'] ?? 'Some'} attempts are still under way. Please wait until they end.`,
  SETTLEMENT_UNGRADED: (d) =>
    `${d['count'] ?? 'Some'} attempts have no grade yet. Wait for them, or look at those that failed.`,
  SETTLEMENT_KEYS_OPEN: (d) => `${d['count'] ?? 'Some'} corrections of keys are not carried out yet.`,
  LOT_SOURCE_UNFIT: 'The source of the public number is named once, before this part is over.',
  LOT_WORDS_UNFIT:
    'The public number is written after this part is over, before the lot is opened, once its source is named.',
  SETTLEMENT_LOT_WORDS_MISSING: 'A public number belongs to the lot and is not written yet.',
  SETTLEMENT_LOT_MISSING: 'The rules draw lots, and no seed has been sealed for this part.',
  SETTLEMENT_SIGNALS_OPEN: (d) =>
    `${d['count'] ?? 'Some'} signals wait for a decision. Decide on them, or say why to go on.`,
  SETTLEMENT_OPEN: 'This part has a settlement that is not published. Go on with it or give it up first.',
  SETTLEMENT_CONFLICT: 'This request number was used for another settlement. Reload the page and try again.',
  SETTLEMENT_BUSY: 'The results are being computed. Please try again in a few seconds.',
  SETTLEMENT_CLOSED: 'This settlement is closed; nothing more can be decided in it.',
  SETTLEMENT_CHANGED: 'There is a newer version of the results. Reload and look at it before you decide.',
  SETTLEMENT_TIES_OPEN: (d) => `${d['count'] ?? 'Some'} ties that prizes hang on are not broken yet.`,
  DECISION_UNFIT: 'The decision names a person, unit or prize that is not in this settlement.',
  APPROVED_BEFORE: 'You have approved this version. Another person has to approve it too.',
  APPROVALS_MISSING: (d) =>
    `Not enough people have approved this version${d['needed'] ? ` (${d['given']} of ${d['needed']})` : ''}.`,
  PUBLISHED_BEFORE: 'This version is published. Only another version can take its place.',
  PUBLICATION_REASON_NEEDED: 'Say publicly why the published results are replaced.',
  OPEN_DATA_NOT_FOUND: 'There is no such file of open data, or it is not published.',
  OPEN_DATA_NOT_YET:
    'Open data cannot be made yet: the contest is not over, an attempt waits for its grade, or official results are still to be published.',
  OPEN_DATA_TOO_FEW: 'Too few people took part: every row would stand for fewer people than may be told.',
  OPEN_DATA_STALE: 'The figures have changed since this file was made. Make a new file and publish that.',
  OPEN_DATA_PUBLIC:
    'Open data of this contest are, or were, public. Withdraw them, then have a new file made and publish that.',
  OPEN_DATA_COLUMNS_FIXED:
    'Open data of this contest were public with other columns. Two cuts of the same people could be put together, so only a file with the same columns can be published.',
  RESULTS_NOT_PUBLISHED: 'The official results of this part are not published yet.',
  WINNER_FILE_UNKNOWN: 'No published result has this hash.',
  NOT_TOOK_PART: 'Only people who took part in this can appeal.',
  APPEALS_CLOSED: 'The time to appeal against these results is over.',
  APPEAL_MADE: 'You have appealed against these results before.',
  APPEAL_DECIDED: 'This appeal has been decided before.',
  COMMENDATION_NOT_FOUND: 'There is no such list of proposals, or no such line in it.',
  COMMENDATION_CHANGED: 'Somebody else has just changed the list. Reload and look at it before you go on.',
  COMMENDATION_CLOSED: 'This list was decided on or given up, so it cannot be changed any more.',
  COMMENDATION_UNFIT:
    'Somebody chosen holds no published prize there, or a unit has not taken part. Reload the list and choose again.',
  COMMENDATION_LINE_THERE: 'This person or unit stands in the list already.',
  COMMENDATION_FULL: (d) =>
    `The list of proposals is full${d['max'] === undefined ? '' : ` (${d['max']})`}. Make another one or take somebody off.`,
  COMMENDATION_EMPTY: 'Nobody is in the list yet. Choose people or units first.',
  COMMENDATION_REASON_NEEDED: 'Please give a reason for correcting the number, date or signer of the decision.',
  RECEIPT_NOT_FOUND: 'There is no such receipt number. Please check it character by character.',
  GIFT_NOT_READABLE: 'The question in GIFT format cannot be read.',
  DOCUMENT_NOT_FOUND: 'There is no such document. Documents are kept for 7 days.',
  DOCUMENT_CONFLICT: 'This id was used for another document. Reload the page and try again.',
  DOCUMENT_NOT_READY: 'This document is not made yet, or was cancelled. Reload the page.',
  DOCUMENT_QUEUE_FULL: 'Many documents of the contest are being made. Wait for one of them before asking for another.',
  DOCUMENT_TOO_LARGE: 'The document is too large to be made. Choose a smaller part.',
  DOCUMENT_TOO_SLOW:
    'The server is busy: reading the figures took too long and was stopped. Ask again when fewer people take part, or for a smaller part.',
  DOCUMENT_SOURCE_AWAY:
    'The database server for reports does not answer, or lags far behind the main one, so the document was not made. Taking part and grading are not affected. Ask again in some minutes; if it stays so, tell whoever runs the system.',
  FIGURES_DIFFER:
    'A printed figure is not the computed one, so the document is not given out. Tell whoever runs the system.',
  ITEM_NOT_FOUND: 'There is no such question in this bank.',
  ITEM_CHANGED: (d) =>
    `${d['changedByName'] ? String(d['changedByName']) : 'Somebody'} has saved a newer version${d['version'] ? ` (${String(d['version'])})` : ''} while you were writing. Compare the two and save again.`,
  ITEM_USED:
    'The question is in a published round, so its topic and its part of the bank stay. For another topic write a new question.',
  ITEM_NOT_READY: (d) =>
    `This cannot be done with ${d['codes'] ? String(d['codes']) : 'it'}: the question is at another step by now. Please load the list again.`,
  ITEM_FAULTY: (d) =>
    d['faults']
      ? `Question ${String(d['code'])} still has errors: ${String(d['faults'])}`
      : 'The question still has errors.',
  BANK_FILE_REFUSED: (d) => FILE_REFUSALS[String(d['reason'])] ?? 'The file of questions cannot be read.',
  IMPORT_FAULTY: (d) =>
    `Questions have errors, so none was imported.${d['row'] ? ` The first is row ${String(d['row'])}.` : ' Please do a dry run to see each of them.'}`,
  NOTHING_TO_EXPORT: 'There is no question as chosen that this format can hold.',
  OWN_ITEM: (d) =>
    `You wrote this version yourself${d['codes'] ? ` (${String(d['codes'])})` : ''}. Somebody else has to check it.`,
  BATCH_NOT_FOUND: 'There is no such decision in this bank.',
  BATCH_CLOSED: 'This decision was confirmed before, or has no scan yet. Please load the page again.',
  OWN_BATCH: 'You entered this decision yourself. Somebody else has to confirm it.',
  MEDIA_UNFIT: 'The file is neither a picture (PNG, JPEG, WebP up to 512 KB) nor a sound (MP3, OGG, M4A up to 2 MB).',
  WORDING_NOT_FOUND: 'The question has no wording in this language, or there is no such language.',
  MEDIA_NOT_FOUND: 'A picture or sound of the question was not uploaded. Please upload the file again.',
};
