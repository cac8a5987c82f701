export const people = { title: 'Staff' };
