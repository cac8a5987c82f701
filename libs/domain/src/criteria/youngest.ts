import { dateOrdinal, UINT32_MAX, type Criterion } from './criterion.js';

/** The later birth date first; who gave none comes last. */
export const youngest: Criterion = {
  name: 'ít tuổi hơn',
  sentence: 'Người ít tuổi hơn (ngày sinh muộn hơn) xếp trước.',
  advice: null,
  width: 4,
  ordinal: ({ birthDate }) => (birthDate === null ? UINT32_MAX : UINT32_MAX - 1 - dateOrdinal(birthDate)),
  // A birth date is not for others' eyes: that it decided is said, not which it is.
  value: ({ birthDate }) => (birthDate === null ? null : 1),
  words: (said) => (said === null ? 'không khai ngày sinh' : 'ít tuổi hơn'),
};
