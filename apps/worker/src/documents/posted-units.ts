import { BrandingService, ContestDirectory, type ContestDetails } from '#contests';
import {
  posterAddress,
  posterFacts,
  posterLogo,
  type DocumentWork,
  type PosterFacts,
  type PosterUnit,
} from '#documents';
import { readEnv } from '#platform';

/** What stands on the papers of one unit. */
export interface PostedUnit {
  unit: PosterUnit;
  facts: PosterFacts & { unit: NonNullable<PosterFacts['unit']> };
}

/** The contest of a job, and its invited units one after the other, with how far it is. */
export async function postedUnits(
  work: Pick<DocumentWork<unknown>, 'contestId' | 'slug' | 'dataSource' | 'clock' | 'signal' | 'progress'>,
): Promise<{ contest: ContestDetails; units: AsyncGenerator<PostedUnit> }> {
  const { contestId, slug, dataSource, clock, signal, progress } = work;
  const directory = new ContestDirectory(dataSource, clock);
  const contest = await directory.bySlug(slug);
  const isListed = (await directory.slugOf(contestId)) !== null;
  const address = posterAddress(new URL(readEnv().PUBLIC_URL).origin, contest, isListed);
  const { logo } = contest.branding;
  const picture = posterLogo(logo, logo && (await new BrandingService(dataSource).file(logo.file)));
  const invited = await directory.invited(contestId);
  async function* each(): AsyncGenerator<PostedUnit> {
    for (const [i, unit] of invited.entries()) {
      signal.throwIfAborted();
      progress(i, invited.length);
      const facts = posterFacts(contest, unit, address, picture);
      yield { unit, facts: { ...facts, unit } };
    }
    progress(invited.length, invited.length);
  }
  return { contest, units: each() };
}

/** Units of one name are told apart by their codes. */
export const fileTitle = ({ unit }: PostedUnit): string => `${unit.name} - ${unit.code}`;
