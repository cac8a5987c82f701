import type { notices as vi } from '../vi/notices.js';

export const notices: typeof vi = {
  paused: (since, note) =>
    `The contest is paused since ${since}. ${note} If you are taking an attempt, its clock stands still and your answers are kept.`,
  stopped: (note) =>
    `The contest has been stopped: no new attempt can be started. ${note} If you are taking an attempt, go on and submit it as usual.`,
  announcement: 'Announcement:',
};
