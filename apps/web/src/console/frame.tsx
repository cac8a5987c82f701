import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { chooseTheme, theme, THEMES } from '../shared/display.js';
import { ContestProvider, useContests } from './contest.js';
import { useLanguage } from './language.js';
import { GROUPS, PAGES } from './routes.js';
import { holds, signOut, useAccount, type HeldRole } from './session.js';
import { Button } from './ui/button.js';

const GoTo = lazy(async () => ({ default: (await import('./go-to.js')).GoTo }));

/** Around every page: what the role may do, which contest, who I am, and how the console looks. */
export function Frame() {
  return (
    <ContestProvider>
      <Inside />
    </ContestProvider>
  );
}

function Inside() {
  const { t } = useLanguage();
  const { roles } = useAccount();
  const { contest } = useContests();
  const { pathname, search } = useLocation();
  const [isOpen, setOpen] = useState(false);
  const [isGoing, setGoing] = useState(false);
  const isMoving = useNavigation().state !== 'idle';
  const pages = PAGES.filter(
    ({ roles: wanted, needsContest, isUnlisted }) =>
      !isUnlisted && holds(roles, wanted, needsContest && contest ? contest.id : null),
  );
  useEffect(() => setOpen(false), [pathname, search]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setGoing(true);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  // A page leads to others behind its address; one of them that is in the menu itself is where one is.
  const hasBelow = (path: string) =>
    pages.some((page) => page.path.startsWith(`${path}/`) && pathname.startsWith(`/${page.path}`));
  const kept = contest ? `?cuoc-thi=${contest.slug}` : '';
  return (
    <div className="frame">
      <a className="skip" href="#noi-dung">
        {t.shell.skip}
      </a>
      <header className="bar no-print">
        <NavLink className="brand" to={{ pathname: '/', search: kept }} end>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{t.frame.title}</span>
        </NavLink>
        <ContestChooser />
        <button
          type="button"
          className="button button-second bar-menu"
          aria-expanded={isOpen}
          aria-controls="trinh-don"
          onClick={() => setOpen(!isOpen)}
        >
          {t.shell.menu}
        </button>
        <button
          type="button"
          className="button button-second"
          aria-keyshortcuts="Control+K"
          onClick={() => setGoing(true)}
        >
          {t.frame.goTo} <kbd className="bar-keys">Ctrl K</kbd>
        </button>
        <Me />
      </header>
      {!isSecureContext && <p className="band no-print">{t.shell.plainHttp}</p>}
      <nav id="trinh-don" className={`side no-print${isOpen ? ' side-open' : ''}`} aria-label={t.shell.menu}>
        {GROUPS.map((group) => {
          const own = pages.filter((page) => page.group === group);
          if (own.length === 0) return null;
          const heading = group === 'now' ? undefined : t.frame.groups[group];
          return (
            <div key={group}>
              {heading && (
                <p className="side-heading" id={`muc-${group}`}>
                  {heading}
                </p>
              )}
              <ul aria-labelledby={heading ? `muc-${group}` : undefined}>
                {own.map(({ path, title }) => (
                  <li key={path}>
                    <NavLink to={{ pathname: `/${path}`, search: kept }} end={path === '' || hasBelow(path)}>
                      {title(t)}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </nav>
      <main id="noi-dung" tabIndex={-1} aria-busy={isMoving}>
        <Outlet context={pages} />
      </main>
      {isGoing && (
        <Suspense>
          <GoTo pages={pages} onClose={() => setGoing(false)} />
        </Suspense>
      )}
    </div>
  );
}

function ContestChooser() {
  const { t } = useLanguage();
  const { all, contest, choose } = useContests();
  if (all.length === 0) return <span className="bar-contest" />;
  if (all.length === 1) return <span className="bar-contest bar-contest-only">{all[0]!.title}</span>;
  return (
    <label className="bar-contest">
      <span className="unseen">{t.frame.contest}</span>
      <select className="input" value={contest?.slug} onChange={({ target }) => choose(target.value)}>
        {all.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Who is signed in as what, language and colours, and the way out. */
function Me() {
  const { t, language, speakIn } = useLanguage();
  const { fullName, roles } = useAccount();
  const { all } = useContests();
  const [colours, setColours] = useState(theme());
  const [hasStayed, setStayed] = useState(false);
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (details.current) details.current.open = false;
  };
  useEffect(() => {
    const outside = (event: Event) => {
      if (!details.current?.contains(event.target as Node)) close();
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, []);
  const names = {
    auto: t.shell.themeAuto,
    light: t.shell.themeLight,
    dark: t.shell.themeDark,
    contrast: t.shell.themeContrast,
  };
  const placeOf = ({ role, contestId, unitCode }: HeldRole) =>
    role === 'unit_organizer'
      ? t.frame.ofUnit(unitCode ?? '')
      : contestId === null
        ? t.frame.everywhere
        : (all.find(({ id }) => id === contestId)?.title ?? t.frame.otherContest);
  return (
    <details
      className="me"
      ref={details}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return;
        close();
        details.current.querySelector('summary')?.focus();
      }}
    >
      <summary>{fullName}</summary>
      <div className="me-sheet">
        <p className="me-name">{fullName}</p>
        <ul className="me-roles">
          {roles.map((held) => (
            <li key={`${held.role} ${held.contestId} ${held.contestUnitId} ${held.unitCode}`}>
              {t.frame.roleIn(t.roles[held.role], placeOf(held))}
            </li>
          ))}
        </ul>
        <label className="field">
          <span className="label">{t.shell.theme}</span>
          <select
            className="input"
            value={colours}
            onChange={({ target }) => {
              const chosen = THEMES.find((name) => name === target.value) ?? 'auto';
              chooseTheme(chosen);
              setColours(chosen);
            }}
          >
            {THEMES.map((name) => (
              <option key={name} value={name}>
                {names[name]}
              </option>
            ))}
          </select>
        </label>
        <div className="field" role="group" aria-label={t.shell.language}>
          <span className="label" aria-hidden="true">
            {t.shell.language}
          </span>
          <div className="row">
            {(['vi', 'en'] as const).map((name) => (
              <button
                key={name}
                type="button"
                className="choice"
                lang={name}
                aria-pressed={language === name}
                onClick={() => speakIn(name)}
              >
                {name === 'vi' ? 'Tiếng Việt' : 'English'}
              </button>
            ))}
          </div>
        </div>
        <p className="row me-ways">
          <a href="/">{t.frame.toHome}</a>
          <a href="/cua-toi">{t.shell.me}</a>
        </p>
        <Button kind="second" work={signOut} onError={() => setStayed(true)} busy={t.shell.signingOut}>
          {t.shell.signOut}
        </Button>
        <div role="alert">{hasStayed && <p className="box box-wrong">{t.frame.stillSignedIn}</p>}</div>
      </div>
    </details>
  );
}
