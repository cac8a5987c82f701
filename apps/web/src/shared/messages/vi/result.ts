/** TODO-result */
export const result = {
  title: 'result',
};
