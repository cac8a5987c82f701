/** TODO-me */
export const me = {
  title: 'me',
};
