import type { Words } from '../words.js';

export const me: Words['me'] = {
  title: 'My page',
  hello: (name) => `Hello ${name}.`,
  signInFirst: 'Sign in to see your attempts, receipts and data.',

  attempts: 'Attempts and receipts',
  noAttempts: 'You have no attempts yet. Choose an open contest to begin.',
  chooseContest: 'See the contests',
  search: 'Search my attempts',
  searchHint: 'Contest, round or receipt number; accents are not needed.',
  foundCount: (count) => `${count} attempt${count === '1' ? '' : 's'} found.`,
  foundNone: 'No such attempt found. Try fewer letters.',
  more: 'Show older attempts',
  loadingMore: 'Loading…',
  line: (round, number) => `${round}, attempt ${number}`,
  inProgress: 'In progress',
  grading: 'Being graded',
  graded: 'Graded',
  voided: 'Not recognized',
  startedAt: (at) => `Started at ${at}.`,
  submittedAt: (at) => `Submitted at ${at}.`,
  closedBySystem: (at) => `Closed by the system at ${at}.`,
  took: (duration) => `Time taken: ${duration}.`,
  receipt: 'Receipt number',
  score: (score, max) => `${score}/${max} points`,
  scoreAt: (at) => `The score will be published at ${at}.`,
  scoreNotYet: 'The score has not been published.',
  goOn: 'Continue',
  seeResult: 'See the result',
  deadline: (at) => `Time is up at ${at}.`,

  data: 'My details',
  name: 'Full name',
  phone: 'Phone number',
  noPhone: 'None',
  birthDate: 'Date of birth',
  noBirthDate: 'Not given',
  correct: 'Correct name or date of birth',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Your details have been saved.',
  fixed:
    'After your first attempt, your name and date of birth stay as they are, so that leaderboards and certificates do not change.',
  fixedNext: (hotline) =>
    hotline
      ? `Call ${hotline} to have them corrected.`
      : 'Ask your unit’s contact person, or call the support number on the contest page, to have them corrected.',
  contests: 'Contests you registered for',
  noContests: 'You have not registered for any contest yet.',
  forUnit: (unit) => `Taking part for ${unit}.`,
  changeUnit: 'Take part or change unit',
  enter: 'Take part',

  ownData: 'My data',
  ownDataText: 'See and download all that the system keeps about you, withdraw a consent, or delete the account.',
  ownDataOpen: 'Open My data',
  identityAsked: (contest) => `The organizer of ${contest} needs your personal number to give you a prize.`,
  identityOpen: 'See the request',

  certificates: 'Certificates',
  noCertificates: 'You have no certificates yet. The organizer of each contest announces how certificates are issued.',

  session: 'Signed in on this device',
  sessionText: (at) => `This session lasts until ${at}. Sign out if you share the device.`,
  signOut: 'Sign out',
  signingOut: 'Signing out…',
};
