import type { Words } from '../words.js';

export const unit: Words['unit'] = {
  title: 'Unit',
  levels: {
    central: 'Central',
    ministry: 'Ministry',
    province: 'Province',
    department: 'Department',
    district: 'District',
    commune: 'Commune',
    school: 'School',
  },
  statuses: {
    took_part: 'Took part',
    silent: 'Not taken part yet',
    under_invited: 'Belongs to an invited unit',
    outside_list: 'Outside the list of invited units',
  },
  persons: 'participants',
  attempts: 'attempts',
  rate: (part, all) => `participation rate (${part}/${all} people)`,
  mean: 'average score',
  noHeadcount: 'The number of people in the unit is not known, so there is no participation rate.',
  headcountNote: (note) => `Number of people: ${note}.`,
  updatedAt: (time) => `Updated at ${time}.`,
  figuresAt: (when) => `Under the contest rules, the figures of the unit are published at ${when}.`,
  figuresNever: 'Under the contest rules, the figures of the unit are not published on this page.',
  silentNow: 'Nobody from this unit has taken part yet. Send the address below to everyone to get started.',

  roundsTitle: 'Round by round',
  round: 'Round',
  states: { coming: 'Opens later', running: 'Open', finished: 'Ended' },

  shareTitle: 'Invite people from this unit',
  shareText: 'Anyone who opens this address has this unit already chosen and need not search.',
  shareQr: (name) => `QR code to take part for ${name}`,
  address: 'Address for taking part',
  copyAddress: 'Copy the address',
  message: 'Invitation to send via Zalo',
  messageText: (name, contest, address) =>
    `Everyone at ${name} is invited to take part in ${contest}. Take it on your phone, with your unit already chosen: ${address}`,
  copyMessage: 'Copy the invitation',

  belowTitle: 'Lower-level units',
  belowFigures: (tookPart, invited, percent) => `${tookPart}/${invited} invited units have taken part (${percent}).`,
  all: 'All',
  allUnits: 'See all units',
  notFound: 'This unit was not found in the contest. The address may be incomplete. Please look in the list of units.',

  contestsLead: 'Contests that the unit is invited to or has taken part in.',
  contestsNone: 'This unit is not in any contest yet.',
  seeContests: 'See the contests that are open',
  enter: 'Take part',
  seeContest: 'See the contest',
  seeFigures: 'Figures of the unit',
  asUnit: (name) => `In this contest it is called ${name}.`,
};
