import { dateOrdinal, UINT32_MAX, type Criterion } from './criterion.js';

/** The earlier birth date first; who gave none comes last. */
export const oldest: Criterion = {
  name: 'nhiều tuổi hơn',
  sentence: 'Người nhiều tuổi hơn (ngày sinh sớm hơn) xếp trước.',
  advice: null,
  width: 4,
  ordinal: ({ birthDate }) => (birthDate === null ? UINT32_MAX : dateOrdinal(birthDate)),
  // As for the youngest: that it decided is said, not which it is.
  value: ({ birthDate }) => (birthDate === null ? null : 1),
  words: (said) => (said === null ? 'không khai ngày sinh' : 'nhiều tuổi hơn'),
};
