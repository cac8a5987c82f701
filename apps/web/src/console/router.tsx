import { createBrowserRouter, useRouteError } from 'react-router';
import { Frame } from './frame.js';
import { Guard } from './guard.js';
import { useLanguage } from './language.js';
import { PageFrame } from './page-frame.js';
import { PAGES } from './routes.js';
import { NotFound } from './ui/not-found.js';

/** Each page is a script of its own; the page before stays until it has come. */
export const router = createBrowserRouter(
  [
    {
      element: (
        <Guard>
          <Frame />
        </Guard>
      ),
      hydrateFallbackElement: <></>,
      errorElement: <Broken />,
      children: [
        ...PAGES.map((page) => ({
          path: page.path,
          errorElement: <Broken />,
          lazy: async () => {
            const { Page } = await page.load();
            return { element: <PageFrame page={page} Page={Page} /> };
          },
        })),
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: '/quan-tri' },
);

/** A page whose script did not come (the console was replaced meanwhile, or the network went), or that broke. */
function Broken() {
  const { t } = useLanguage();
  const error = useRouteError();
  console.error(error);
  return (
    <div className="box box-wrong" role="alert">
      <h1>{t.shell.cannotOpen}</h1>
      <p>{t.frame.broken}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t.shell.reload}
      </button>
    </div>
  );
}
