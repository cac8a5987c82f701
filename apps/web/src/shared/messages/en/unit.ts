import type { Words } from '../words.js';

export const unit: Words['unit'] = {
  title: 'Unit',
  inContest: (contest) => `In ${contest}`,
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
    silent: 'Silent so far',
    under_invited: 'Below an invited unit',
    outside_list: 'Not on the list of invited',
  },
  persons: 'persons',
  attempts: 'attempts',
  rate: (part, all) => `rate of persons (${part}/${all})`,
  mean: 'mean',
  noHeadcount: 'The head-count of the unit is not known, so there is no rate.',
  headcountNote: (note) => `Head-count: ${note}.`,
  updatedAt: (time) => `Updated at ${time}.`,
  silentNow: 'Nobody of this unit has taken part yet. Send the address below to everybody to begin.',

  roundsTitle: 'Round by round',
  round: 'Round',
  states: { coming: 'Coming', running: 'Open', finished: 'Over' },

  shareTitle: 'Invite the people of this unit',
  shareText: 'Whoever opens this address takes part for this unit without searching.',
  shareQr: (name) => `QR code to take part for ${name}`,
  address: 'Address to take part',
  copyAddress: 'Copy the address',
  message: 'Invitation to send by Zalo',
  messageText: (name, contest, address) =>
    `Everybody at ${name} is invited to ${contest}. Take part on your phone, for your own unit: ${address}`,
  copyMessage: 'Copy the invitation',

  belowTitle: 'Units below',
  belowFigures: (tookPart, invited, percent) => `${tookPart}/${invited} invited units have taken part (${percent}).`,
  all: 'All',
  allUnits: 'See all units',
  notFound: 'The contest has no such unit. The address may be incomplete.',

  contestsTitle: (name) => `Contests of ${name}`,
  contestsLead: 'Contests that the unit is invited to or has taken part in.',
  contestsNone: 'This unit is in no contest yet.',
  seeContests: 'See the contests that are open',
  enter: 'Take part',
  seeContest: 'See the contest',
  seeFigures: 'Figures of the unit',
  asUnit: (name) => `In this contest it is ${name}.`,
};
