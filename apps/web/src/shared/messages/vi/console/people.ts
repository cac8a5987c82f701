/** Who works here, and as what. */
export const people = { title: 'Nhân sự' };
