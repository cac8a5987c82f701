/** TODO-board */
export const board = {
  title: 'board',
};
