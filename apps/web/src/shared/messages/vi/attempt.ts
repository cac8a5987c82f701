/** TODO-attempt */
export const attempt = {
  title: 'attempt',
};
