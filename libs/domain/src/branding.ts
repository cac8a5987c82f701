import { isCertificateSized } from './certificates.js';
import { LIMITS } from './limits.js';

/** What a file of a contest's branding is for. */
export const BRANDING_USES = ['logo', 'banner', 'paper', 'certificate'] as const;
export type BrandingUse = (typeof BRANDING_USES)[number];

/** A banner is four times as wide as high: on a phone it leaves the way in above the fold. */
export const BANNER_RATIO = 4;
/** The widths in px that the console cuts a banner to: for desks and dense phones, and for the rest. */
export const BANNER_WIDTHS = { full: 1440, small: 720 } as const;
/** The longer side in px that the console brings a logo to. */
export const LOGO_SIDE = 512;

/** A picture by the hash of its bytes, with its sides in px, so that pages leave the room before it comes. */
export interface BrandingPicture {
  file: string;
  width: number;
  height: number;
}

/** A signed paper as a PDF. */
export interface BrandingPaper {
  file: string;
  title: string;
  /** Số, ký hiệu: '15/QĐ-UBND'. */
  number: string | null;
  /** 'YYYY-MM-DD' of its signing. */
  date: string | null;
  sizeBytes: number;
}

/** What stands at the foot of every page, as portals of the state have it. Null = not said. */
export interface BrandingFooter {
  /** Chịu trách nhiệm nội dung: a person with the office. */
  responsible: string | null;
  address: string | null;
  telephone: string | null;
  email: string | null;
  /** Giấy phép: number, day and who gave it. */
  licence: string | null;
}

/** How a contest shows itself beside its rules. It is no rule: to change it needs no revision. */
export interface Branding {
  logo: BrandingPicture | null;
  /** `small`: the same picture for narrow screens. `alt`: what it says, for who does not see it; '' = it only decorates. */
  banner: (BrandingPicture & { small: string; alt: string }) | null;
  footer: BrandingFooter;
  papers: BrandingPaper[];
}

/** The branding of a contest whose organizer has added nothing. */
export const BLANK_BRANDING: Branding = {
  logo: null,
  banner: null,
  footer: { responsible: null, address: null, telephone: null, email: null, licence: null },
  papers: [],
};

/**
 * Whether a picture of these sides in px can be what it is for. A banner keeps its ratio to a hundredth, so that no page
 * squeezes it; a logo is neither a stripe nor a speck.
 *
 * Example: 1440 × 360 is a banner; 1440 × 400 is none.
 */
export function fitsUse(use: BrandingUse, { width, height }: { width: number; height: number }): boolean {
  if (use === 'banner')
    return (
      width >= BANNER_WIDTHS.small &&
      width <= LIMITS.bannerWidthMax &&
      Math.abs(width / height / BANNER_RATIO - 1) <= 0.01
    );
  if (use === 'certificate') return isCertificateSized({ width, height });
  const [short, long] = width < height ? [width, height] : [height, width];
  return use === 'logo' && short >= 64 && long <= LIMITS.logoSideMax && long <= 4 * short;
}

/** Every file that a branding names. */
export const filesOfBranding = ({ logo, banner, papers }: Branding): string[] => [
  ...(logo ? [logo.file] : []),
  ...(banner ? [banner.file, banner.small] : []),
  ...papers.map(({ file }) => file),
];
