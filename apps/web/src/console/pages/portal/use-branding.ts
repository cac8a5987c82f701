import { call, type Answer, type BodyOf } from '../../../shared/api/client.js';
import { queries, renew, useApi } from '../../api.js';
import { sendFile } from '../../send-file.js';

const OF_CONTEST = '/api/contests/{slug}/branding';
const OF_PLAN = '/api/contest-plans/{id}/branding';

/** Whose branding it is: a contest that is published, or a plan that is not yet. */
export type Branded = { slug: string } | { plan: string };
export type State = Answer<typeof OF_CONTEST, 'get'>;
export type Branding = State['branding'];
type Body = BodyOf<typeof OF_CONTEST, 'put'>;
type KeptFile = Answer<'/api/contests/{slug}/branding/files', 'post'>;

export interface BrandingAccess {
  state: State | undefined;
  error: Error | null;
  again: () => void;
  /** Puts what is changed beside the rest, and answers what was there before. @throws {Refusal} BRANDING_CHANGED and others */
  change: (changed: Partial<Branding>) => Promise<Branding>;
  /** Keeps a file, which may then be named. @throws {Refusal} it is unfit */
  keep: (use: 'logo' | 'banner' | 'paper', file: Blob) => Promise<string>;
}

/** Logo, banner, footer and papers, read and written. */
export function useBranding(of: Branded): BrandingAccess {
  const isPlan = 'plan' in of;
  const contest = useApi(isPlan ? null : OF_CONTEST, { path: { slug: isPlan ? '' : of.slug } });
  const plan = useApi(isPlan ? OF_PLAN : null, { path: { id: isPlan ? of.plan : '' } });
  const answer = isPlan ? plan : contest;
  const path: Record<string, string> = isPlan ? { id: of.plan } : { slug: of.slug };
  const at = isPlan ? OF_PLAN : OF_CONTEST;
  return {
    state: answer.data,
    error: answer.error,
    again: () => void answer.refetch(),
    change: async (changed) => {
      const { version, branding } = answer.data!;
      const body = bodyOf(version, { ...branding, ...changed });
      try {
        const state = isPlan
          ? await call('put', OF_PLAN, { path, body })
          : await call('put', OF_CONTEST, { path, body });
        queries.setQueriesData({ queryKey: [at, { path }] }, state);
        if (!isPlan) await renew('/api/contests/{slug}');
      } catch (error) {
        await renew(at);
        throw error;
      }
      return branding;
    },
    keep: async (use, file) => (await sendFile<KeptFile>('post', `${at}/files`, file, { path, query: { use } })).file,
  };
}

/** What the server knows of the files themselves is not sent back. */
const bodyOf = (version: number, { logo, banner, footer, papers }: Branding): Body => ({
  version,
  logo: logo && { file: logo.file },
  banner: banner && { file: banner.file, small: banner.small, alt: banner.alt },
  footer,
  papers: papers.map(({ file, title, number, date }) => ({ file, title, number, date })),
});

/** What a card does with a change: said, and to be taken back where something was removed. */
export interface CardActs {
  branding: Branding;
  access: BrandingAccess;
  /** @param undoWords given when something was removed: the box with the way back says it */
  change: (changed: Partial<Branding>, undoWords?: string) => Promise<void>;
}

/** Where a kept picture or paper is read. */
export const brandingFile = (hash: string): string => `/api/branding-files/${hash}`;
