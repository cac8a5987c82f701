/** What sort of refusal it is; the api alone turns a kind into an HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_many'
  | 'precondition'
  | 'unavailable'
  | 'too_large';

const code = <K extends ErrorKind>(kind: K, meaning: string) => ({ kind, meaning });

/**
 * Every refusal that the product expects, by its stable code. A code is a promise to clients: it is never renamed and
 * never changes its kind. The Vietnamese sentence for each lives with the screens; `meaning` is for logs and the API page.
 * Whatever is not in this table is a bug, not a refusal.
 */
export const ERROR_CODES = {
  // The request itself
  INVALID_INPUT: code('invalid', 'A field is missing, unknown, of the wrong type or out of range.'),
  BODY_TOO_LARGE: code('too_large', 'The body is longer than the route accepts.'),
  UNSUPPORTED_MEDIA: code('invalid', 'The body is of a media type that the route does not read.'),
  TEXT_HAS_CONTROL_CHARACTERS: code('invalid', 'The text holds control, zero-width or otherwise invisible characters.'),
  IDEMPOTENCY_KEY_REQUIRED: code(
    'invalid',
    'This action must carry an idempotency key, so that a retry is the same action.',
  ),
  NOT_FOUND: code('not_found', 'There is nothing at this address.'),
  TOO_MANY_REQUESTS: code('too_many', 'Too many requests in a short time; try again after the stated wait.'),
  PROOF_NEEDED: code(
    'precondition',
    'This address, device or account has come often: a proof of work for this purpose must come with the request.',
  ),
  SERVER_BUSY: code(
    'unavailable',
    'The server has more writes waiting than it accepts; try again after the stated wait.',
  ),
  QUEUE_AWAY: code('unavailable', 'The queue does not answer; what is owed stays in the database.'),
  START_QUEUED: code(
    'unavailable',
    'More people start than are let in at once: this one has a place in the queue and is to come back after the stated wait.',
  ),
  START_TOO_LATE: code('conflict', 'The queue before a start is longer than the round is open.'),
  START_PACE_TOO_HIGH: code('conflict', 'Only an administrator sets a higher pace of starts than the server has.'),
  CLOCK_UNSURE: code(
    'unavailable',
    'The server has lost the database time and refuses writes until it knows it again.',
  ),

  // Who is asking
  NOT_SIGNED_IN: code('unauthenticated', 'The route needs a signed-in person.'),
  SESSION_ENDED: code('unauthenticated', 'The session was ended or has expired.'),
  WRONG_CREDENTIALS: code('unauthenticated', 'Phone and password do not match.'),
  SIGN_IN_LINK_INVALID: code('unauthenticated', 'The one-time sign-in link is unknown, used or too old.'),
  RESET_CODE_WRONG: code('unauthenticated', 'The phone and the code for a new password do not belong together.'),
  RESET_CODE_LIMIT: code(
    'too_many',
    'This person, or this member of staff, has had as many one-time codes as are given out; again after the stated wait.',
  ),
  PERSON_NOT_MATCHED: code('not_found', 'No participant in reach of the caller fits all the facts that were given.'),
  PHONE_CLAIM_DECIDED: code('conflict', 'The claim to the phone number was decided before.'),
  PRACTICE_NOT_FOUND: code('not_found', 'The contest offers no practice, or not with this question.'),
  PRACTICE_CLOSED: code('conflict', 'The contest is running and its regulations let nobody practise meanwhile.'),
  PRACTICE_STILL_ASKED: code('conflict', 'A round that is not over asks questions of the bank, by item or by wording.'),
  INCIDENT_CLOSED: code('conflict', 'The report of an incident was closed before.'),
  SESSION_NOT_FOUND: code('not_found', 'The person has no living session of this number.'),
  INVITATION_INVALID: code(
    'unauthenticated',
    'The invitation is unknown, used, replaced or too old, or its code is wrong.',
  ),
  NOT_ALLOWED: code('forbidden', 'The person is known but has no right to do this.'),
  LAST_ADMINISTRATOR: code('conflict', 'Nobody would administer the installation for good any more.'),
  SECOND_FACTOR_NEEDED: code('forbidden', 'The role of the person asks for a second factor in this session.'),
  SECOND_FACTOR_WRONG: code('forbidden', 'The code of the second factor is wrong, too old or was used before.'),
  SECOND_FACTOR_NOT_SET_UP: code('conflict', 'There is no second factor to confirm or to show yet.'),
  STAFF_INVITATION_INVALID: code('unauthenticated', 'The invitation is unknown, used, withdrawn or too old.'),
  PHONE_TAKEN: code('conflict', 'Another account has this phone number.'),
  PASSWORD_TOO_WEAK: code('invalid', 'The password is too short, too common or made of the contest name.'),

  // Taking part
  PLAN_NOT_FOUND: code('not_found', 'There is no such plan of a contest in reach of the caller.'),
  PLAN_CHANGED: code('conflict', 'Somebody else saved the plan since it was read; the newer version is named.'),
  PLAN_PUBLISHED: code('conflict', 'The contest of the plan is published: its rules change by a revision.'),
  BRANDING_CHANGED: code('conflict', 'Somebody else changed logo, banner, footer or papers since they were read.'),
  BRANDING_FILE_NOT_FOUND: code(
    'invalid',
    'A file was not sent before it was named, or is gone, or is for something else.',
  ),
  PICTURE_UNFIT: code('invalid', 'The file is no PNG or JPEG picture of the sides and size that a logo or banner has.'),
  PAPER_UNFIT: code('invalid', 'The file is no whole PDF without a program in it, or larger than it may be.'),
  REHEARSAL_NOT_FOUND: code('not_found', 'The plan has no rehearsal that is open.'),
  REHEARSAL_EXISTS: code('conflict', 'The plan has a rehearsal already; it is removed first.'),
  REHEARSAL_INVITED_ONLY: code('forbidden', 'The contest is a rehearsal: only invited testers take part.'),
  REVISION_NOT_FOUND: code('not_found', 'The contest has no such revision, or none with regulations.'),
  REVISION_PLANNED: code('conflict', 'A revision is to hold from an instant ahead: it has to be withdrawn first.'),
  REVISION_NOT_PLANNED: code('conflict', 'Only a revision that does not hold yet can be withdrawn.'),
  REVISION_TIME: code('invalid', 'A revision can hold from an instant ahead, before the last round closes.'),
  NOTHING_TO_REVISE: code('conflict', 'The plan says what holds already: there is nothing to change.'),
  SIMULATION_TOO_LARGE: code('conflict', 'The field has more attempts than one trial of another ranking reads.'),
  SIMULATION_BUSY: code('unavailable', 'Another trial of a ranking is under way; one at a time.'),
  TEMPLATE_NOT_FOUND: code('not_found', 'There is no such template of a contest.'),
  BANK_NOT_FOUND: code('not_found', 'There is no such bank of questions in reach of the caller.'),
  INVITED_LIST_FAULTY: code('invalid', 'A row of the list of units is wrong; none was taken. A dry run names all.'),
  CONTEST_NOT_FOUND: code('not_found', 'There is no such contest, or it is not published.'),
  CONTEST_NOT_OPEN: code('conflict', 'The contest does not take people now.'),
  CONTEST_PAUSED: code('conflict', 'The contest stands still for a while; nothing is started until it goes on.'),
  EXTRA_TIME_NOT_FOUND: code('not_found', 'The contest has no such extra time, or it was taken back.'),
  ANNOUNCEMENTS_FULL: code('conflict', 'As many announcements stand on the pages of the contest as are read.'),
  EXTENSION_TOO_SHORT: code('conflict', 'The new close of a round must be later than the one that holds.'),
  ANNOUNCEMENT_NOT_FOUND: code('not_found', 'The contest has no such announcement, or it was taken back.'),
  CONTEST_STOPPED: code('conflict', 'Those who watch over all contests have stopped the contest.'),
  NOT_STOPPED: code('conflict', 'The contest is not stopped.'),
  OFFER_NOT_FOUND: code('not_found', 'The plan is not offered there.'),
  OFFER_OF_A_UNIT: code('conflict', 'A unit runs the plan; what units run is not offered on.'),
  NOT_LOCKABLE: code('invalid', 'The place cannot be locked.'),
  PLAN_LOCKED: code('conflict', 'The place of the plan is locked.'),
  UNIT_OUT_OF_REACH: code('invalid', 'The unit is not below the one that runs the contest.'),
  PAUSE_NOT_FOUND: code('not_found', 'The contest has no such pause.'),
  PAUSE_OPEN: code('conflict', 'Another pause of the contest is open.'),
  EXCLUDED: code('forbidden', 'The person is on the list of those who may not take part in this contest.'),
  NOT_A_PARTICIPANT: code('forbidden', 'The person has not joined this contest.'),
  ALREADY_PARTICIPANT: code('conflict', 'The person has joined this contest before.'),
  BIRTH_DATE_REQUIRED: code('invalid', 'The contest asks for an age and the person has given no birth date.'),
  TOO_YOUNG: code('forbidden', 'The person has not reached the minimum age on the day that the rules name.'),
  TOO_OLD: code('forbidden', 'The person is above the maximum age on the day that the rules name.'),
  UNIT_NOT_INVITED: code('forbidden', 'The contest is for people of its invited units, and this unit is none of them.'),
  CONSENT_REQUIRED: code('invalid', 'The person has not agreed to the current text on the use of personal data.'),
  CONSENT_WITHDRAWN: code(
    'forbidden',
    'The person has withdrawn the consent to take part, and starts nothing any more.',
  ),
  GUARDIAN_REQUIRED: code('invalid', 'The person is under the age at which a parent or guardian must agree too.'),
  DELETION_WAITS: code('conflict', 'The account cannot be deleted while an attempt is in progress.'),
  NOT_A_WINNER: code(
    'conflict',
    'Somebody on the list has no result in this contest, has left it, or its data expire.',
  ),
  IDENTITY_NOT_ASKED: code('not_found', 'Nobody has asked this person for the personal number, or the time is over.'),
  IDENTITY_NOT_GIVEN: code('not_found', 'The personal number was not asked for, not given yet, or deleted again.'),
  IDENTITY_NUMBER_WRONG: code(
    'invalid',
    'The text is no personal number, or not that of somebody with this birth date.',
  ),
  UNIT_NOT_FOUND: code('not_found', 'There is no such unit in this contest.'),
  BLOCK_NOT_FOUND: code('not_found', 'The regulations of the contest name no such block of units.'),
  UNIT_LIST_FAULTY: code(
    'invalid',
    'A row of the list of units is faulty, so nothing was written; a dry run tells each.',
  ),
  UNIT_IN_USE: code(
    'conflict',
    'People stand for the unit, or something else rests on it: it cannot be taken off the list.',
  ),
  UNIT_CHANGE_IMPOSSIBLE: code(
    'invalid',
    'The change does not fit the tree as it is on that day; each reason is told.',
  ),
  UNIT_CHANGE_SETTLED: code(
    'conflict',
    'The change cannot be taken back: its day is over, it was, or something rests on it.',
  ),
  PERSON_FIXED: code('conflict', 'Name and birth date cannot be changed any more, because an attempt was started.'),
  UNIT_FIXED: code('conflict', 'The unit cannot be changed any more, because an attempt was started for it.'),

  // Inviting the managers of units
  FILE_NOT_READABLE: code('invalid', 'The file is no Excel or CSV list, or larger than a list can be.'),
  INVITATION_LIST_FAULTY: code('invalid', 'Rows of the list have faults; a dry run tells all of them.'),
  NOTHING_TO_INVITE: code('conflict', 'Every unit of the list has an invitation; it can be issued again.'),
  INVITATION_NOT_FOUND: code('not_found', 'There is no such invitation in this contest.'),
  INVITATION_CLOSED: code('conflict', 'The invitation was redeemed or replaced and cannot be issued again.'),

  // Starting
  ROUND_NOT_FOUND: code('not_found', 'There is no such round, or it is not published.'),
  ROUND_NOT_OPEN: code('conflict', 'The round has not opened yet.'),
  ROUND_CLOSED: code('gone', 'The round is over.'),
  ATTEMPT_LIMIT_REACHED: code('conflict', 'All attempts of a day, week, round, phase or contest are used.'),
  ATTEMPT_TOO_SOON: code('conflict', 'The rules ask for a longer pause between two attempts.'),
  PAPER_CANNOT_BE_DRAWN: code('conflict', 'The bank has too few items for a line of the blueprint.'),
  IMPOSSIBLE_RULES: code('invalid', 'The rules contradict themselves or cannot be carried out; the faults are listed.'),

  // Working
  ATTEMPT_NOT_FOUND: code('not_found', 'There is no such attempt.'),
  NOT_YOUR_ATTEMPT: code('forbidden', 'The attempt belongs to another person.'),
  ATTEMPT_CLOSED: code('conflict', 'The attempt was submitted or closed and takes no more answers.'),
  ATTEMPT_TAKEN_OVER: code('conflict', 'The attempt was resumed on another device, which holds it now.'),
  ATTEMPT_VOIDED: code('conflict', 'The organizer does not recognise this attempt.'),
  ATTEMPT_NOT_VOIDED: code('conflict', 'The attempt is recognised already, there is nothing to restore.'),
  DEADLINE_PASSED: code('conflict', 'The request arrived after the deadline of the attempt.'),
  SAVE_OUT_OF_ORDER: code('conflict', 'A later save of the same device was accepted before.'),
  SAVE_CONFLICT: code('conflict', 'The same save number was used before with other answers.'),
  ANSWER_NOT_IN_PAPER: code('invalid', 'An answer names a position or an option that the paper does not have.'),
  PREDICTION_REQUIRED: code('invalid', 'The round asks for a prediction with the submit.'),
  PREDICTION_NOT_ASKED: code('invalid', 'The round asks for no prediction.'),
  PREDICTION_OUT_OF_RANGE: code('invalid', 'The prediction is not a whole number within the range of the round.'),
  PREDICTION_FIXED: code('conflict', 'The prediction of this attempt cannot be changed now.'),

  // Grading and results
  ATTEMPT_NOT_SUBMITTED: code('conflict', 'An attempt in progress cannot be graded.'),
  ATTEMPT_NOT_GRADED: code('conflict', 'Only a graded attempt can be graded again.'),
  ATTEMPT_ALREADY_GRADED: code('conflict', 'The attempt has its grade; a second delivery of the job changes nothing.'),
  RESULT_NOT_READY: code('conflict', 'The attempt is not graded yet; ask again after the stated wait.'),
  RESULT_NOT_RELEASED: code('forbidden', 'The rules release this result later, or never.'),
  CORRECTION_CONFLICT: code('conflict', 'This id stands for another correction of a key.'),
  SIGNAL_DECIDED: code('conflict', 'Somebody has decided about this signal before.'),
  CERTIFICATE_NOT_FOUND: code('not_found', "There is no such certificate that holds, or it is somebody else's."),
  NO_CERTIFICATES: code(
    'not_found',
    'There is no certificate of the contest that holds, of the kind and unit asked for.',
  ),
  CERTIFICATES_CLOSED: code(
    'conflict',
    'The contest gives no certificates yet: its last round is not over, or nobody has opened them.',
  ),
  CERTIFICATE_NOT_EARNED: code('conflict', 'By the rule of the contest there is no certificate for this person.'),
  OPEN_DATA_NOT_FOUND: code('not_found', 'There is no such file of open data, or none is public.'),
  OPEN_DATA_NOT_YET: code(
    'conflict',
    'The contest is not over, an attempt waits for its grade, or its official results are still to be published.',
  ),
  OPEN_DATA_TOO_FEW: code('conflict', 'Too few people took part: every row would be told of fewer than may be told.'),
  OPEN_DATA_STALE: code('conflict', 'The figures have changed since the file was made.'),
  OPEN_DATA_PUBLIC: code(
    'conflict',
    'Open data of the contest are public; they are withdrawn before others take their place.',
  ),
  OPEN_DATA_COLUMNS_FIXED: code(
    'conflict',
    'Open data of the contest were public with other columns: two cuts of the same people could be laid upon each other.',
  ),
  RECEIPT_NOT_FOUND: code('not_found', 'No submit has this receipt.'),
  GIFT_NOT_READABLE: code('invalid', 'The text is not a GIFT question that the product can ask.'),

  // Documents
  DOCUMENT_NOT_FOUND: code('not_found', 'No file of this id was asked for in the contest.'),
  DOCUMENT_CONFLICT: code('conflict', 'This id stands for another file.'),
  DOCUMENT_NOT_READY: code('conflict', 'The file is not made yet, or will not be.'),
  DOCUMENT_QUEUE_FULL: code('too_many', 'As many files of this contest are being waited for as may be.'),
  DOCUMENT_TOO_LARGE: code('too_large', 'The file would be larger than is kept.'),
  DOCUMENT_TOO_SLOW: code('conflict', 'Reading what the file tells of took longer than it may.'),
  DOCUMENT_SOURCE_AWAY: code('unavailable', 'The server that files read from does not answer, or lags far behind.'),
  FIGURES_DIFFER: code('conflict', 'A printed figure is not the computed one: the document is not given out.'),
  // Official results
  SETTLEMENT_WITHOUT_RULES: code('conflict', 'The contest was made without regulations, so nothing says who wins.'),
  SETTLEMENT_ROUND_OPEN: code('conflict', 'Rounds that decide the results are not over.'),
  SETTLEMENT_ATTEMPTS_OPEN: code('conflict', 'Attempts that count are under way.'),
  SETTLEMENT_UNGRADED: code('conflict', 'Attempts that count have no grade yet.'),
  SETTLEMENT_KEYS_OPEN: code('conflict', 'Corrections of keys were decided and are not carried out.'),
  LOT_SOURCE_UNFIT: code('conflict', 'A public text is named once, before the field is over and the lot is opened.'),
  LOT_WORDS_UNFIT: code('conflict', 'The public text is written after the field is over and before the lot is opened.'),
  SETTLEMENT_LOT_WORDS_MISSING: code('conflict', 'A public text is to be mixed into the lot and is not written yet.'),
  SETTLEMENT_LOT_MISSING: code('conflict', 'The rules draw lots and no seed was committed to.'),
  SETTLEMENT_SIGNALS_OPEN: code('conflict', 'Signals wait for a decision and no reason was given to go on without.'),
  SETTLEMENT_OPEN: code('conflict', 'The field has a settlement that is neither published nor given up.'),
  SETTLEMENT_CONFLICT: code('conflict', 'This id stands for the settlement of another field.'),
  SETTLEMENT_BUSY: code('conflict', 'A version of the settlement is being computed.'),
  SETTLEMENT_CLOSED: code('conflict', 'The settlement was given up, failed, or another one has taken its place.'),
  SETTLEMENT_CHANGED: code('conflict', 'There is a newer version of the settlement than the caller has seen.'),
  SETTLEMENT_TIES_OPEN: code('conflict', 'Prizes hang on ties that nothing has broken yet.'),
  DECISION_UNFIT: code('invalid', 'The decision names a person, unit or prize that is not in the settlement.'),
  APPROVED_BEFORE: code('conflict', 'The same person approves a version once.'),
  APPROVALS_MISSING: code('conflict', 'Fewer people have approved this version than the rules ask for.'),
  PUBLISHED_BEFORE: code('conflict', 'This version is published; only another version can take its place.'),
  PUBLICATION_REASON_NEEDED: code(
    'invalid',
    'What takes the place of a published result needs a reason for everybody.',
  ),
  RESULTS_NOT_PUBLISHED: code('not_found', 'Official results of this field are not published.'),
  WINNER_FILE_UNKNOWN: code('not_found', 'No published result has this hash.'),
  NOT_TOOK_PART: code('forbidden', 'Only who took part in the field may appeal.'),
  APPEALS_CLOSED: code('conflict', 'The time for appeals is over, or the rules name none.'),
  APPEAL_MADE: code('conflict', 'This person has appealed against this publication before.'),
  APPEAL_DECIDED: code('conflict', 'The appeal was decided before.'),
  COMMENDATION_NOT_FOUND: code(
    'not_found',
    'There is no such list of proposals in this contest, or no such line in it.',
  ),
  COMMENDATION_CHANGED: code('conflict', 'Somebody has changed the list of proposals since the caller has seen it.'),
  COMMENDATION_CLOSED: code('conflict', 'The list of proposals was decided on or given up, so it stays as it is.'),
  COMMENDATION_UNFIT: code('conflict', 'Somebody chosen holds no published prize there, or a unit has not taken part.'),
  COMMENDATION_LINE_THERE: code('conflict', 'The same person or unit stands in the list already.'),
  COMMENDATION_FULL: code('conflict', 'The list of proposals would be longer, or there would be more, than allowed.'),
  COMMENDATION_EMPTY: code('conflict', 'Nobody stands in the list of proposals.'),
  COMMENDATION_REASON_NEEDED: code('invalid', 'A decision that was recorded is corrected with a reason.'),

  // The bank of questions
  ITEM_NOT_FOUND: code('not_found', 'There is no such item in this bank.'),
  ITEM_CHANGED: code('conflict', 'Somebody has written a newer version of the item than the caller has seen.'),
  ITEM_USED: code('conflict', 'A published round draws from the item: its topic and part of the bank stay.'),
  ITEM_NOT_READY: code('conflict', 'The newest version of an item is not where this can be done with it.'),
  ITEM_FAULTY: code('invalid', 'The checks of the product find errors in the item, so it goes no further.'),
  BANK_FILE_REFUSED: code('invalid', 'The file of questions cannot be read; the message says why and what to do.'),
  IMPORT_FAULTY: code(
    'invalid',
    'Rows of the import have errors, so nothing was written; a dry run tells all of them.',
  ),
  NOTHING_TO_EXPORT: code('not_found', 'No item of the bank is what was wished for, or the format cannot say it.'),
  OWN_ITEM: code('forbidden', 'Nobody decides on a version that they wrote.'),
  BATCH_NOT_FOUND: code('not_found', 'There is no such decision in this bank.'),
  BATCH_CLOSED: code('conflict', 'The decision was confirmed before, or has no scan yet.'),
  OWN_BATCH: code('forbidden', 'A decision is confirmed by another account than that which entered it.'),
  MEDIA_UNFIT: code('invalid', 'The file is no picture or sound that the product takes, or larger than it may be.'),
  WORDING_NOT_FOUND: code('not_found', 'The item has no wording in this language, or there is no such language.'),
  MEDIA_NOT_FOUND: code('invalid', 'A file of the item is not kept, or is no picture or sound as it is named.'),
} as const satisfies Record<string, { kind: ErrorKind; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Facts that fill the sentence of a refusal: numbers, codes, instants as ISO text. Never answers, keys or names. */
export type ErrorDetails = Record<string, string | number | boolean | null>;

/**
 * An expected refusal: something a person or client did that the rules do not allow. It says which rule (`code`) and the
 * facts (`details`), and knows nothing of HTTP or language.
 *
 * Example: `new DomainError('ATTEMPT_LIMIT_REACHED', { per: 'day', max: 1, nextAt: '2019-05-06T17:00:00.000Z' })`.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(ERROR_CODES[code].meaning);
  }

  get kind(): ErrorKind {
    return ERROR_CODES[this.code].kind;
  }
}
