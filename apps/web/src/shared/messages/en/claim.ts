import type { Words } from '../words.js';

export const claim: Words['claim'] = {
  title: 'Has somebody else used your phone number?',
  lead: 'Tell us here. Somebody of the organizer will call that very number to make sure, and then help you in.',
  ownAccount: 'Did you once register with this number? Set a new password, that is much quicker.',
  toReset: 'Set a new password',
  contest: 'The contest that you want to take part in',
  contestMissing: 'Please choose the contest that you want to take part in.',
  chooseContest: 'Choose a contest',
  noContest: 'No contest is running now, so there is nobody to tell yet.',
  phoneHint: 'The number that you use. The organizer calls this number.',
  fullName: 'Your full name',
  fullNameHint: 'As on your papers.',
  fullNameMissing: 'Please enter your full name.',
  unitMissing: 'Please find your unit and choose it from the list.',
  note: 'Anything you want to add (optional)',
  noteHint: 'For example: when you can be called. At most 300 characters.',
  kept: 'What you enter is used only to settle this, and is deleted 30 days after it was settled.',
  send: 'Send to the organizer',
  sending: 'Sending…',
  sentTitle: 'Received',
  sentText:
    'The organizer will call the number that you entered. You will be asked for your name, birth date and unit.',
  sentCode:
    'If the number is yours, you are told a one-time code that is good for 15 minutes. Open the page for a new password, enter the code and choose a password, and you are in.',
  sentNever: 'Whoever calls never asks for your password, for money or for a bank account.',
  sentHotline: (hotline) => `Nobody has called? Please call ${hotline}.`,
  toContest: 'To the contest',
  toHome: 'To the home page',
};
