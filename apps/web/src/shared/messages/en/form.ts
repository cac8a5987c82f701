import type { Words } from '../words.js';

export const form: Words['form'] = {
  changeUnit: 'Change unit',
  phone: 'Phone number',
  password: 'Password',
  passwordRule: '8 characters or more. Not your name, birth date or phone number, nor a row like 12345678.',
  showPassword: 'Show',
  hidePassword: 'Hide',
  thePassword: 'the password',
  birthDate: 'Birth date',
  birthDateHintPlain: 'Day/month/year, such as 2/9/1990.',
  birthDateMissing: 'Please type your birth date.',
  birthDateUnreadable: 'Please write the birth date as day/month/year, such as 2/9/1990.',
  birthDateShortYear: 'Please write all four digits of the year, such as 2/9/1990.',
  birthDateNoDay: 'There is no such day. Please look at day and month again.',
  birthDateFuture: 'This day is still to come. Please look at the year again.',
  birthDateTooOld: 'Please look at the year again.',
  wrongTitle: (count) => `Please look at this again (${count})`,
  unitsFound: 'Units found',
  unitsCount: (count, isMore) =>
    isMore ? `More than ${count} units. Type more letters.` : `${count} unit${count === '1' ? '' : 's'} found.`,
  unitsNone: 'No such unit. Try fewer letters.',
  unitsSearching: 'Searching…',
  unitOutside: 'My unit is not in the list',
  unitOutsideText: 'This unit was not invited. You can take part; your result counts among those outside the list.',
  copied: 'Copied.',
  copyFailed: 'It could not be copied. Press and hold the text to copy it.',
};
