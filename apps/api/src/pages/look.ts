import type { CertificateService } from '#contests';
import { DomainError } from '#domain';
import type { ContestController } from '../contests/contest.controller.js';
import { knownCode, type UnitController } from '../contests/unit.controller.js';
import type { PageAddress } from './addresses.js';
import { Kept } from './kept.js';
import * as words from './words.js';

/** What the first HTML of an address says, the same to everybody. */
export interface Look {
  status: 200 | 404;
  title: string;
  description: string;
  /** Absolute, as search engines and link cards want them. */
  canonical: string;
  picture: string;
  /** Whether search engines may list it. */
  isListed: boolean;
  /** Sentences for who has no script. */
  help: string[];
  /** They say all that the page does: no script is missed. */
  isWhole?: true;
  /** Answers of the api that the page asks for first, by their address. */
  answers: Record<string, unknown>;
}

type Contest = Awaited<ReturnType<ContestController['details']>>;

/** Long enough to carry a rush on one address, short enough that nobody sees an old figure. */
const KEPT_MS = 3000;
/** Contests and units asked for lately; made-up names are among them. */
const KEPT_MAX = 500;

/** Pages of a contest that nobody looks for in a search engine. */
const UNLISTED = new Set(['/cuoc-thi/:slug/vao-thi', '/cuoc-thi/:slug/man-hinh']);

/** Finds out what the first HTML of an address says. It asks the controllers, so that the data are what the api answers. */
export class Looks {
  private readonly kept = new Kept(KEPT_MAX, KEPT_MS);

  /** @param base the public address without a slash at its end */
  constructor(
    private readonly base: string,
    private readonly contests: ContestController,
    private readonly units: UnitController,
    private readonly certificates: CertificateService,
  ) {}

  list = () => this.kept.get('/api/contests', () => this.contests.list());
  contest = (slug: string) => this.kept.get(`/api/contests/${slug}`, () => this.contests.details(slug));
  unit = (code: string) => this.kept.get(`/api/units/${code}/contests`, () => this.units.contests(code));

  /** Never throws: an address of something that is not there is 404; without a database the page still opens. */
  async of(address: PageAddress, params: Record<string, string>, path: string): Promise<Look> {
    const plain = this.plain(address, path);
    try {
      if (address.about === 'home') return { ...plain, answers: { '/api/contests': await this.list() } };
      if (address.about === 'contest') return this.ofContest(address, plain, await this.contest(params['slug']!));
      if (address.about === 'certificate') return await this.ofCertificate(plain, params['code']!);
      if (address.about === 'unit') return await this.ofUnit(plain, params['code']!, params['slug']);
      return plain;
    } catch (error) {
      const isGone = error instanceof DomainError && error.kind === 'not_found';
      if (isGone && address.about === 'certificate')
        return { ...plain, status: 404, help: [words.NO_CERTIFICATE], isWhole: true };
      return isGone ? { ...plain, status: 404, isListed: false } : plain;
    }
  }

  private plain({ about, title = words.PRODUCT }: PageAddress, path: string): Look {
    return {
      status: 200,
      title,
      description: words.PRODUCT_LINE,
      canonical: this.base + path,
      picture: `${this.base}/og/home.png`,
      isListed: about !== 'person' && about !== 'certificate',
      help: [],
      answers: {},
    };
  }

  private ofContest({ path, title }: PageAddress, plain: Look, contest: Contest): Look {
    return {
      ...plain,
      title: title === undefined ? contest.title : `${title} · ${contest.title}`,
      description: [words.windowOf(contest), agencyOf(contest), contest.summary ?? ''].filter(Boolean).join(' '),
      picture: `${this.base}/og/${contest.slug}.png`,
      isListed: !UNLISTED.has(path),
      help: helpOf(contest),
      answers: { [`/api/contests/${contest.slug}`]: contest },
    };
  }

  private async ofUnit(plain: Look, code: string, slug: string | undefined): Promise<Look> {
    if (slug === undefined) {
      const { unit } = await this.unit(code);
      return { ...plain, title: unit.name, description: words.UNIT_CONTESTS };
    }
    const [contest, name] = await Promise.all([this.contest(slug), this.unitName(slug, code)]);
    return {
      ...plain,
      title: `${name} · ${contest.title}`,
      description: `${words.unitIn(contest.title)} ${words.windowOf(contest)}`,
      picture: `${this.base}/og/${contest.slug}/${encodeURIComponent(code)}.png`,
      help: helpOf(contest),
      answers: { [`/api/contests/${contest.slug}`]: contest },
    };
  }

  /** Not kept: each code is looked at by few. @throws DomainError CERTIFICATE_NOT_FOUND */
  private async ofCertificate(plain: Look, code: string): Promise<Look> {
    const found = await this.certificates.check(code);
    const answers = { [`/api/certificates/${encodeURIComponent(code)}`]: found };
    return { ...plain, help: words.certificateFacts(found), isWhole: true, answers };
  }

  /** As the unit is called in the contest, those outside the list too. @throws DomainError UNIT_NOT_FOUND */
  async unitName(slug: string, code: string): Promise<string> {
    const known = knownCode(code);
    // No code has a line break in it: two names never make the same key.
    return this.kept.get(`unit ${slug}\n${known}`, async () => {
      const { units, outside } = await this.contests.units(slug, { search: '', code: known, limit: 1 });
      const found = units[0] ?? outside;
      if (found?.code !== known) throw new DomainError('UNIT_NOT_FOUND');
      return found.name;
    });
  }
}

const agencyOf = ({ agency }: Contest): string => (agency === null ? '' : words.runBy(agency));

const helpOf = (contest: Contest): string[] => {
  const { hotline, hours } = contest.contact;
  const call = hotline === null ? '' : words.callFor(hotline, hours);
  return [contest.title, words.windowOf(contest), agencyOf(contest), call].filter(Boolean);
};
