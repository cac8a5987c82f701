/** TODO-unit */
export const unit = {
  title: 'unit',
};
