/** TODO-join */
export const join = {
  title: 'join',
};
