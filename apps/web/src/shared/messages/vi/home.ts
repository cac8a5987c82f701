/** TODO-home */
export const home = {
  title: 'home',
};
