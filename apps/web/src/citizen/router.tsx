import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { exec, useLocation } from 'preact-iso/router';
import { useLanguage } from './language.js';
import { servedVersion } from './served-version.js';
import type { PageProps } from './page-props.js';
import { preloadBy } from './preload.js';
import { ErrorBox } from './ui/error-box.js';
import { ReloadBox } from './ui/reload-box.js';

type Load = () => Promise<{ Page: ComponentType<PageProps> }>;

/** Every address of the pages; the server serves the same ones (apps/api/src/pages/addresses.ts). */
export const ROUTES: readonly (readonly [path: string, load: Load])[] = [
  ['/', () => import('./pages/home/home-page.js')],
  ['/dang-nhap', () => import('./pages/join/sign-in-page.js')],
  ['/quen-mat-khau', () => import('./pages/recovery/forgotten-page.js')],
  ['/so-dien-thoai-cua-toi', () => import('./pages/claim/claim-page.js')],
  ['/cuoc-thi/:slug', () => import('./pages/contest/contest-page.js')],
  ['/cuoc-thi/:slug/the-le', () => import('./pages/regulations/regulations-page.js')],
  ['/cuoc-thi/:slug/on-luyen', () => import('./pages/practice/practice-page.js')],
  ['/cuoc-thi/:slug/vao-thi', () => import('./pages/join/enter-page.js')],
  ['/cuoc-thi/:slug/bang-xep-hang', () => import('./pages/board/board-page.js')],
  ['/cuoc-thi/:slug/don-vi', () => import('./pages/board/units-page.js')],
  ['/cuoc-thi/:slug/don-vi/:code', () => import('./pages/unit/unit-page.js')],
  ['/cuoc-thi/:slug/ket-qua-chinh-thuc', () => import('./pages/official/official-page.js')],
  ['/cuoc-thi/:slug/du-lieu-mo', () => import('./pages/open-data/open-data-page.js')],
  ['/cuoc-thi/:slug/man-hinh', () => import('./pages/screen/screen-page.js')],
  ['/don-vi/:code', () => import('./pages/unit/unit-contests-page.js')],
  ['/lam-bai/:id', () => import('./pages/attempt/attempt-page.js')],
  ['/ket-qua/:id', () => import('./pages/result/result-page.js')],
  ['/cua-toi', () => import('./pages/me/me-page.js')],
  ['/cua-toi/du-lieu', () => import('./pages/own-data/own-data-page.js')],
  ['/cua-toi/giay-chung-nhan', () => import('./pages/certificate/own-certificates-page.js')],
  ['/dau-moi', () => import('./pages/manager/manager-page.js')],
  ['/quan-tri/thiet-lap', () => import('./pages/staff/setup-page.js')],
  ['/quan-tri/xac-minh', () => import('./pages/staff/confirm-page.js')],
  ['/tra-cuu', () => import('./pages/verify/verify-page.js')],
  ['/xac-nhan/:code', () => import('./pages/certificate/certificate-page.js')],
  ['/bao-su-co', () => import('./pages/report/report-page.js')],
  ['/huong-dan', () => import('./pages/help/help-page.js')],
];

preloadBy((paths) => {
  for (const [path, load] of ROUTES) if (paths.includes(path)) load().catch(() => {});
});

interface Shown extends PageProps {
  path: string;
  Page: ComponentType<PageProps>;
}

async function fetchPage(path: string): Promise<Shown> {
  const [pattern, load] = ROUTES.find(([each]) => exec(path, each)) ?? [
    path,
    () => import('./pages/not-found-page.js'),
  ];
  const { Page } = await load();
  return { path, Page, params: exec(path, pattern)?.params ?? {}, query: {} };
}

let opened: Shown | null = null;

/**
 * Fetches the page that the browser was sent to before anything is drawn: its script is on its way already, and drawing
 * the frame around nothing would only push things about when it comes. Without it the router says why.
 */
export async function openPage(path: string): Promise<void> {
  opened = await fetchPage(path).catch(() => null);
}

/**
 * Shows the page of the address. The page before stays until the next one's script is here; when it does not come, the
 * person is told and can try again; where the server answers and the script is gone, only loading anew helps.
 */
export function Router() {
  const { path, query } = useLocation();
  const { t } = useLanguage();
  const [shown, setShown] = useState(opened);
  const [error, setError] = useState<Error | null>(null);
  const [served, setServed] = useState<Awaited<ReturnType<typeof servedVersion>>>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    setError(null);
    if (shown?.path === path) return;
    let isCurrent = true;
    fetchPage(path).then(
      (page) => isCurrent && setShown(page),
      async (reason: Error) => {
        const version = await servedVersion();
        if (!isCurrent) return;
        setServed(version);
        setError(reason);
      },
    );
    return () => void (isCurrent = false);
  }, [path, attempt]);

  useEffect(() => {
    if (!error) return;
    const again = () => setAttempt((n) => n + 1);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [error]);

  // A new page is read from its top.
  useLayoutEffect(() => scrollTo(0, 0), [shown?.path]);

  if (error && served) return <ReloadBox words={served === 'newer' ? t.shell.updated : t.shell.broken} />;
  if (error) return <ErrorBox error={error} again={() => setAttempt((n) => n + 1)} />;
  if (!shown) return <p role="status">{t.shell.opening}</p>;
  const { Page, params } = shown;
  return <Page key={shown.path} params={params} query={query} />;
}
