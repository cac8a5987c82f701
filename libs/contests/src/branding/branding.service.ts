import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import {
  BLANK_BRANDING,
  DomainError,
  filesOfBranding,
  fitsUse,
  isoInstant,
  LIMITS,
  type Branding,
  type BrandingPaper,
  type BrandingUse,
} from '#domain';
import { ByteShelf } from '#platform';
import { reached, type PlanWriter } from '../plans/plan-reach.js';
import { readPlan } from '../plans/plan.queries.js';
import * as sql from './branding.queries.js';
import { isPdf } from './pdf-file.js';
import { readPicture } from './picture-file.js';

/** Whose branding it is: that of a plan, or of a published contest by its name in addresses. */
export type Branded = { plan: string } | { contest: string };

/** A branding as somebody wishes it: files by their hashes, what they are is known of the files. */
export interface BrandingWish {
  /** The version that the editor began from; 0 = there was none. */
  version: number;
  logo: { file: string } | null;
  banner: { file: string; small: string; alt: string } | null;
  footer: Branding['footer'];
  papers: Omit<BrandingPaper, 'sizeBytes'>[];
}

export interface BrandingState {
  version: number;
  branding: Branding;
  updatedAt: string | null;
  updatedByName: string | null;
}

/** A file that was kept: its hash, what it is, and the sides of a picture in px. */
export interface KeptFile {
  file: string;
  mime: sql.FileRow['mime'];
  width: number | null;
  height: number | null;
  sizeBytes: number;
}

/** A few contests' banners and papers. */
const SHELF_BYTES_MAX = 32 * 1024 * 1024;

/** Logo, banner, footer and signed papers of contests, before they open and after. */
@Injectable()
export class BrandingService {
  private readonly shelf = new ByteShelf<{ mime: string; bytes: Buffer }>(SHELF_BYTES_MAX);

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @throws DomainError PLAN_NOT_FOUND, CONTEST_NOT_FOUND, also for what is out of reach */
  async read(by: PlanWriter, of: Branded): Promise<BrandingState> {
    const { manager } = this.dataSource;
    return stateOf((await run(manager, sql.readBranding, await this.ownerOf(manager, by, of)))[0]);
  }

  /**
   * Keeps a file, which a branding may then name. A picture is put together anew from what makes it a picture.
   *
   * @throws DomainError PLAN_NOT_FOUND, CONTEST_NOT_FOUND; PICTURE_UNFIT, PAPER_UNFIT for what its bytes are not, or too large
   */
  async keep(by: PlanWriter, of: Branded, use: BrandingUse, bytes: Buffer): Promise<KeptFile> {
    const { manager } = this.dataSource;
    await this.ownerOf(manager, by, of);
    const { mime, width, height, bytes: kept } = use === 'paper' ? paperOf(bytes) : pictureOf(use, bytes);
    const [row] = await run(manager, sql.keepFile, [kept, mime, width, height]);
    return { file: row!.sha256, mime, width, height, sizeBytes: kept.length };
  }

  /**
   * Puts a branding in place of the one that its editor had before them. Nothing else of the contest changes, and no rule.
   *
   * @throws DomainError PLAN_NOT_FOUND, CONTEST_NOT_FOUND; BRANDING_CHANGED {version, changedByName, changedAt} when somebody
   *   else was faster; BRANDING_FILE_NOT_FOUND when it names what was not kept, or keeps for something else
   */
  async put(by: PlanWriter, of: Branded, wish: BrandingWish): Promise<BrandingState> {
    return this.dataSource.transaction(async (manager) => {
      const owner = await this.ownerOf(manager, by, of);
      const [before] = await run(manager, sql.readBranding, owner);
      const branding = await this.described(manager, wish);
      const values = [...owner, wish.version, JSON.stringify(branding), filesOfBranding(branding), by.accountId];
      const [written] = await run(manager, sql.writeBranding, values);
      if (!written) {
        const { version, updatedAt, updatedByName } = stateOf((await run(manager, sql.readBranding, owner))[0]);
        throw new DomainError('BRANDING_CHANGED', { version, changedByName: updatedByName, changedAt: updatedAt });
      }
      const [planId, contestId] = owner;
      await appendAudit(manager, {
        actorId: by.accountId,
        requestId: by.requestId,
        action: 'contest.branding_changed',
        subject: planId === null ? `contest/${contestId}` : `contest_plan/${planId}`,
        before: traceOf(before?.content),
        after: traceOf(branding),
      });
      return stateOf((await run(manager, sql.readBranding, owner))[0]);
    });
  }

  /**
   * A file that a contest or plan names, with what a paper is called there.
   * @param hash 64 hexadecimal digits. @returns null for any other
   */
  async file(hash: string): Promise<{ mime: string; bytes: Buffer; title: string | null } | null> {
    const { manager } = this.dataSource;
    const [named] = await run(manager, sql.findNamed, [hash]);
    if (!named) return null;
    const file = await this.shelf.get(hash, async () => (await run(manager, sql.readFile, [hash]))[0] ?? null);
    return file && { ...file, ...named };
  }

  /** Plan and contest as the statements take them: one of the two is null. */
  private async ownerOf(manager: EntityManager, by: PlanWriter, of: Branded): Promise<[string | null, number | null]> {
    if ('plan' in of) return [reached(by, (await run(manager, readPlan, [of.plan]))[0]).id, null];
    const [row] = await run(manager, sql.findBranded, [of.contest]);
    if (!row || (by.reach !== 'all' && !by.reach.includes(row.contest_id))) throw new DomainError('CONTEST_NOT_FOUND');
    return row.plan_id === null ? [null, row.contest_id] : [row.plan_id, null];
  }

  private async described(manager: EntityManager, { logo, banner, footer, papers }: BrandingWish): Promise<Branding> {
    const hashes = filesOfBranding({ ...BLANK_BRANDING, ...({ logo, banner, papers } as Branding) });
    const rows = await run(manager, sql.describeFiles, [hashes]);
    const files = new Map(rows.map((row) => [row.sha256, row]));
    const picture = (use: BrandingUse, file: string): { file: string; width: number; height: number } => {
      const { width = null, height = null } = files.get(file) ?? {};
      if (width === null || height === null || !fitsUse(use, { width, height }))
        throw new DomainError('BRANDING_FILE_NOT_FOUND');
      return { file, width, height };
    };
    const paper = (one: BrandingWish['papers'][number]): BrandingPaper => {
      const row = files.get(one.file);
      if (row?.mime !== 'application/pdf') throw new DomainError('BRANDING_FILE_NOT_FOUND');
      return { ...one, sizeBytes: row.size };
    };
    return {
      logo: logo && picture('logo', logo.file),
      banner: banner && {
        ...picture('banner', banner.file),
        small: picture('banner', banner.small).file,
        alt: banner.alt,
      },
      footer,
      papers: papers.map(paper),
    };
  }
}

type Found = Omit<KeptFile, 'file' | 'sizeBytes'> & { bytes: Buffer };

const BYTES_MAX = {
  logo: LIMITS.logoBytesMax,
  banner: LIMITS.bannerBytesMax,
  certificate: LIMITS.certificateBackgroundBytesMax,
};

function pictureOf(use: 'logo' | 'banner' | 'certificate', bytes: Buffer): Found {
  const picture = readPicture(bytes);
  const isFit = picture && fitsUse(use, picture) && picture.bytes.length <= BYTES_MAX[use];
  // Under a certificate it is a JPEG, which stands in the PDF as it is: nothing of it is unpacked here.
  if (!isFit || (use === 'certificate' && picture.mime !== 'image/jpeg')) throw new DomainError('PICTURE_UNFIT');
  return picture;
}

function paperOf(bytes: Buffer): Found {
  if (!isPdf(bytes) || bytes.length > LIMITS.scanBytesMax) throw new DomainError('PAPER_UNFIT');
  return { bytes, mime: 'application/pdf', width: null, height: null };
}

const stateOf = (row: sql.BrandingRow | undefined): BrandingState => ({
  version: row?.version ?? 0,
  branding: row?.content ?? BLANK_BRANDING,
  updatedAt: row ? isoInstant(row.updated_at.getTime()) : null,
  updatedByName: row?.updated_by_name ?? null,
});

/** What the trail keeps of a branding: which files and papers, and whether something else was written; never a name. */
const traceOf = (branding: Branding | undefined): Record<string, unknown> | null =>
  branding === undefined
    ? null
    : {
        logo: branding.logo?.file ?? null,
        banner: branding.banner?.file ?? null,
        papers: branding.papers.map(({ file, number }) => ({ file, number })),
        footer: Object.entries(branding.footer).flatMap(([field, text]) => (text === null ? [] : [field])),
      };
