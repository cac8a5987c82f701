/** TODO-verify */
export const verify = {
  title: 'verify',
};
