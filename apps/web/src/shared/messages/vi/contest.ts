/** TODO-contest */
export const contest = {
  title: 'contest',
};
