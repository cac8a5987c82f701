/** The first page of the console. */
export const today = { title: 'Hôm nay' };
