/** TODO-screen */
export const screen = {
  title: 'screen',
};
