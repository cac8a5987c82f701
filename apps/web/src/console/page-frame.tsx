import { useEffect, useRef, type ComponentType } from 'react';
import { useLocation } from 'react-router';
import { useContests } from './contest.js';
import { useLanguage } from './language.js';
import type { ConsolePage } from './routes.js';
import { holds, useAccount } from './session.js';

/** The page itself, for whom it is: named in the window, read from its top, spoken when it is opened. */
export function PageFrame({ page, Page }: { page: ConsolePage; Page: ComponentType }) {
  const { t } = useLanguage();
  const { roles } = useAccount();
  const { contest } = useContests();
  const { pathname } = useLocation();
  const isFirst = useRef(true);
  const title = page.title(t);
  useEffect(() => {
    document.title = `${title} · ${t.frame.title}`;
  }, [title, t]);
  useEffect(() => {
    scrollTo(0, 0);
    // The heading is read out when one comes from another page; who has just arrived hears the window's title.
    if (!isFirst.current || document.activeElement?.closest('nav')) document.getElementById('noi-dung')?.focus();
    isFirst.current = false;
  }, [pathname]);

  if (page.needsContest && !contest)
    return (
      <>
        <h1>{title}</h1>
        <p className="box">{t.frame.noContest}</p>
      </>
    );
  if (!holds(roles, page.roles, page.needsContest && contest ? contest.id : null))
    return (
      <>
        <h1>{title}</h1>
        <p className="box">{t.frame.notYours}</p>
      </>
    );
  return <Page key={page.needsContest ? contest?.slug : undefined} />;
}
