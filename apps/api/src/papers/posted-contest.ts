import { Inject, Injectable } from '@nestjs/common';
import { BrandingService, ContestDirectory, type ContestDetails } from '#contests';
import { posterAddress, posterLogo, type PosterAddress, type PosterFacts, type PosterUnit } from '#documents';
import { DomainError } from '#domain';
import type { Identity } from '#identity';
import { ENV, type Env } from '#platform';
import { chainBelow, isStaff, managedUnits, UnitTableService } from '#results';
import { baseFor } from '../pages/qr.js';

/** What posters, letters and messages of a contest say of it: what everybody may read, and where it is reached. */
@Injectable()
export class PostedContests {
  constructor(
    private readonly directory: ContestDirectory,
    private readonly brandings: BrandingService,
    private readonly units: UnitTableService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND */
  bySlug(slug: string): Promise<ContestDetails> {
    return this.directory.bySlug(slug);
  }

  /** @param host as the request came in, for an installation without a public address */
  async addressOf(contest: Pick<ContestDetails, 'id' | 'slug'>, host: string | undefined): Promise<PosterAddress> {
    const isListed = (await this.directory.slugOf(contest.id)) !== null;
    return posterAddress(baseFor(host, this.env.PUBLIC_URL), contest, isListed);
  }

  async logoOf({ branding: { logo } }: Pick<ContestDetails, 'branding'>): Promise<PosterFacts['logo']> {
    return posterLogo(logo, logo && (await this.brandings.file(logo.file)));
  }

  /**
   * A unit of the contest for who runs it, or manages the unit or one above it.
   *
   * @throws DomainError CONTEST_NOT_FOUND, UNIT_NOT_FOUND; NOT_ALLOWED for everybody else
   */
  async unitFor(slug: string, code: string, caller: Identity): Promise<PosterUnit> {
    const { contest, table } = await this.units.all(slug, { scope: 'contest' }, caller);
    const line = table.lines.find((one) => one.code === code && one.kind !== 'virtual');
    const managed = managedUnits(caller, contest.id);
    if (!isStaff(caller, contest.id)) {
      const isOwn = line !== undefined && chainBelow(table.lines, managed).has(line.contestUnitId);
      if (!isOwn) throw new DomainError('NOT_ALLOWED');
    }
    if (!line) throw new DomainError('UNIT_NOT_FOUND');
    return { code: line.code, name: line.name, parentName: line.parentName };
  }
}
