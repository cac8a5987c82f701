import type { Words } from '../words.js';

export const invitation: Words['invitation'] = {
  title: 'Become the contact of a unit',
  lead: 'For people who hold an invitation letter from the organizer.',
  opening: 'Opening the invitation…',
  refused: 'The invitation could not be opened',
  refusedNext: 'Enter the two codes printed in the letter, or ask the organizer for another letter.',
  unitCode: 'Unit code',
  unitCodeMissing: 'Please enter the unit code.',
  code: 'Invitation code',
  codeHint: 'For example: 7K2M-9QXD. Lower case or without hyphens is fine.',
  codeMissing: 'Please enter the invitation code.',
  open: 'Open the invitation',
  forUnit: (unit, contest) => `Contact of ${unit} in ${contest}.`,
  forDeputy: (unit, contest) => `Deputy contact of ${unit} in ${contest}.`,
  account: 'If the phone number has an account already, use the password of that account.',
  accept: 'Become the contact',
  accepting: 'Saving…',
  done: 'You are now the contact of the unit.',
  recovery: 'Your recovery code, shown only now. Write it down: if you forget the password, it sets a new one.',
  copyRecovery: 'Copy the code',
  goOn: 'Go to my unit',
};
