import type { Words } from '../words.js';

export const form: Words['form'] = {
  changeUnit: 'Change unit',
  phone: 'Phone number',
  password: 'Password',
  passwordRule:
    '8 characters or more. Do not use your name, date of birth or phone number, or an easily guessed sequence such as 12345678.',
  showPassword: 'Show',
  hidePassword: 'Hide',
  thePassword: 'the password',
  birthDate: 'Date of birth',
  birthDateHintPlain: 'Day/month/year, for example 2/9/1990.',
  birthDateMissing: 'Please enter your date of birth.',
  birthDateUnreadable: 'Please write your date of birth as day/month/year, for example 2/9/1990.',
  birthDateShortYear: 'Please write all four digits of the year, for example 2/9/1990.',
  birthDateNoDay: 'There is no such date. Please check the day and month.',
  birthDateFuture: 'This date is in the future. Please check the year.',
  birthDateTooOld: 'Please check the year.',
  wrongTitle: (count) => `Fields to check: ${count}`,
  unitsFound: 'Units found',
  unitsCount: (count, isMore) =>
    isMore
      ? `More than ${count} units found. Type more letters to narrow the search.`
      : `${count} unit${count === '1' ? '' : 's'} found.`,
  unitsNone: 'No such unit found. Try fewer letters.',
  unitsSearching: 'Searching…',
  unitOutside: 'My unit is not on the list',
  unitOutsideText:
    'This unit is not on the list of invited units yet. You can still take part; your result is counted in the group outside that list.',
  copied: 'Copied.',
  copyFailed: 'It could not be copied. Press and hold the text, then choose copy.',
};
