import { accentColours, formatCount, formatDate, formatWeekdayTime } from '#domain';

/** What posters are drawn with where a contest has no colour of its own: that of the product. */
const HOUSE_ACCENT = '#0b5394';

/** Everything that stands on a poster or leaflet, in the words in which it stands there. Nothing of a person. */
export interface PosterFacts {
  title: string;
  managingAgency: string | null;
  agency: string | null;
  /** 'Từ 08:00 thứ Hai, 06/5/2019', 'đến 08:00 thứ Hai, 03/6/2019' */
  window: [string, string];
  /** One line a round; empty where there is one round only. */
  rounds: string[];
  people: string[];
  prizes: string[];
  /** What the code to scan holds: the address of the contest, with the unit chosen. */
  link: string;
  /** To be typed: 'thi.nghean.gov.vn/t/12'. */
  shortAddress: string;
  hotline: string | null;
  zalo: string | null;
  hours: string | null;
  /** The unit whose people it is for. */
  unit: { name: string; parentName: string | null } | null;
  colours: { accent: string; deep: string; tint: string };
  logo: { bytes: Uint8Array; mime: 'image/png' | 'image/jpeg'; width: number; height: number } | null;
  sample: boolean;
}

/** What a poster needs of a contest as everybody may read it. Instants are ISO 8601. */
export interface PosterContest {
  title: string;
  agency: string | null;
  managingAgency: string | null;
  opensAt: string;
  closesAt: string;
  roundList: readonly { title: string; opensAt: string; closesAt: string }[];
  audiences: readonly { title: string }[];
  rules: {
    minimumAge: { years: number } | null;
    maximumAge: { years: number } | null;
    invitedOnly: boolean;
  };
  prizes: readonly { title: string; count: number | null; amountVnd: number | null }[];
  contact: { hotline: string | null; zalo: string | null; hours: string | null };
  colours: { 'own-accent': string; 'own-deep': string; 'own-tint': string } | null;
  sample: boolean;
}

/** The unit of a poster as its contest has it. */
export interface PosterUnit {
  code: string;
  name: string;
  parentName: string | null;
}

/** Where a contest is reached: its address, and the short one to be typed, both whole. */
export interface PosterAddress {
  contest: string;
  short: string;
}

/** The short address of a contest, which is quicker to type: '/t/12'; that of a unit goes on: '/t/12/16681'. */
export const shortPath = (contestId: number): string => `/t/${contestId}`;

/** @param isListed whether everybody may find it: what is not found by its number has the long address only */
export function posterAddress(
  base: string,
  { id, slug }: { id: number; slug: string },
  isListed: boolean,
): PosterAddress {
  const contest = `${base}/cuoc-thi/${slug}`;
  return { contest, short: isListed ? base + shortPath(id) : contest };
}

/** The logo of a branding with the bytes of its file. */
export function posterLogo(
  logo: { width: number; height: number } | null,
  file: { mime: string; bytes: Uint8Array } | null,
): PosterFacts['logo'] {
  const mime = file?.mime;
  if (!logo || !file || (mime !== 'image/png' && mime !== 'image/jpeg')) return null;
  return { bytes: file.bytes, mime, width: logo.width, height: logo.height };
}

/** @param logo as the branding keeps it; null = none */
export function posterFacts(
  contest: PosterContest,
  unit: PosterUnit | null,
  address: PosterAddress,
  logo: PosterFacts['logo'],
): PosterFacts {
  const colours = contest.colours ?? accentColours(HOUSE_ACCENT);
  const code = unit === null ? '' : encodeURIComponent(unit.code);
  return {
    title: contest.title,
    managingAgency: contest.managingAgency,
    agency: contest.agency,
    window: [`Từ ${wholeTime(contest.opensAt)}`, `đến ${wholeTime(contest.closesAt)}`],
    rounds: contest.roundList.length > 1 ? contest.roundList.map(roundLine) : [],
    people: peopleLines(contest),
    prizes: contest.prizes.map(prizeLine),
    link: unit === null ? address.contest : `${address.contest}?don-vi=${code}`,
    shortAddress: (unit === null ? address.short : `${address.short}/${code}`).replace(/^https?:\/\//, ''),
    ...contest.contact,
    unit: unit && { name: unit.name, parentName: unit.parentName },
    colours: { accent: colours['own-accent'], deep: colours['own-deep'], tint: colours['own-tint'] },
    logo,
    sample: contest.sample,
  };
}

/** '08:00 thứ Hai, 06/5/2019' */
export function wholeTime(instant: string): string {
  const ms = Date.parse(instant);
  return `${formatWeekdayTime(ms)}/${formatDate(ms).slice(-4)}`;
}

const roundLine = ({ title, opensAt, closesAt }: PosterContest['roundList'][number]): string =>
  `${title}: ${formatWeekdayTime(Date.parse(opensAt))} đến ${formatWeekdayTime(Date.parse(closesAt))}`;

function peopleLines({ audiences, rules }: PosterContest): string[] {
  const { minimumAge: min, maximumAge: max, invitedOnly } = rules;
  const ages = [min && `từ đủ ${min.years} tuổi`, max && `không quá ${max.years} tuổi`].filter(Boolean).join(', ');
  const groups = audiences.length > 1 ? audiences.map(({ title }) => title) : ['Mọi người'];
  return [
    groups.join('; '),
    ...(ages === '' ? [] : [ages.charAt(0).toLocaleUpperCase('vi') + ages.slice(1)]),
    ...(invitedOnly ? ['Thuộc các đơn vị được mời'] : []),
  ];
}

/** '3 giải Nhì: 1.000.000 đồng mỗi giải' */
function prizeLine({ title, count, amountVnd }: PosterContest['prizes'][number]): string {
  const name =
    count === null ? title : `${formatCount(count)} ${title.charAt(0).toLocaleLowerCase('vi')}${title.slice(1)}`;
  if (amountVnd === null) return name;
  return `${name}: ${formatCount(amountVnd)} đồng${count !== null && count > 1 ? ' mỗi giải' : ''}`;
}
