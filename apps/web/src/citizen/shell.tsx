import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { ContestDetails } from '../shared/api/views.js';
import { useContact } from './contact.js';
import { chooseSize, chooseTheme, nextSize, size, SIZES, theme, THEMES } from '../shared/display.js';
import { useLanguage } from './language.js';
import { brandingFile } from './contest/paths.js';
import { Router } from './router.js';
import { useSession } from './session.js';
import { WorkButton } from './ui/work-button.js';

/** The frame around every page: name, menu, bands that say what must be known, whom to call. */
export function Shell() {
  const { t } = useLanguage();
  const { path } = useLocation();
  const contact = useContact();
  const { account } = useSession();
  const isOnline = useOnline();
  // The attempt page says itself what a lost network means for the answers.
  const saysItself = path.startsWith('/lam-bai/');
  const isBare = path.endsWith('/man-hinh');
  if (isBare) return <Main />;
  return (
    <>
      <a class="skip" href="#noi-dung">
        {t.shell.skip}
      </a>
      <header class="no-print">
        <div class="top">
          <div class="wide top-row">
            <a class="brand" href="/">
              {contact?.branding?.logo ? (
                <img
                  src={brandingFile(contact.branding.logo.file)}
                  alt=""
                  width={(32 * contact.branding.logo.width) / contact.branding.logo.height}
                  height="32"
                />
              ) : (
                <img src="/icon.svg" alt="" width="32" height="32" />
              )}
              <span>{t.shell.product}</span>
            </a>
            <Menu />
          </div>
        </div>
        {contact?.isSample && (
          <div class="band">
            <p class="wide">
              <strong>{t.shell.sampleTitle}</strong> {t.shell.sampleText}
            </p>
          </div>
        )}
        {contact?.isRehearsal && (
          <div class="band">
            <p class="wide">{t.shell.rehearsal}</p>
          </div>
        )}
        {account && account.secondFactor !== 'not_needed' && !path.startsWith('/quan-tri/') && (
          <div class="band">
            <p class="wide">
              {account.secondFactor === 'to_show' ? t.shell.secondFactorToShow : t.shell.secondFactorToSetUp}{' '}
              <a href={account.secondFactor === 'to_show' ? '/quan-tri/xac-minh' : '/quan-tri/thiet-lap'}>
                {t.shell.secondFactorGo}
              </a>
            </p>
          </div>
        )}
        {contact?.contest && <Band contest={contact.contest} />}
        {!isSecureContext && (
          <div class="band">
            <p class="wide">{t.shell.plainHttp}</p>
          </div>
        )}
        <div role="status">
          {!isOnline && !saysItself && (
            <div class="band">
              <p class="wide">{t.shell.offline}</p>
            </div>
          )}
        </div>
      </header>
      <Main />
      <Footer />
      <Checking />
    </>
  );
}

/** What a contest has to say is fetched once a page is about one; seldom is it anything. */
function Band({ contest }: { contest: { id: number; slug: string } }) {
  const band = useModule(() => import('./contest/notices-band.js'));
  return band ? <band.NoticesBand {...contest} /> : null;
}

/** Stands below everything, so it moves nothing when it comes. */
function Imprint({ of }: { of: ContestDetails['branding']['footer'] }) {
  const imprint = useModule(() => import('./contest/imprint.js'));
  return imprint ? <imprint.ImprintLines of={of} /> : null;
}

/** What is fetched after the page, and is only missing where it does not come. */
function useModule<T>(load: () => Promise<T>): T | undefined {
  const [module, setModule] = useState<T>();
  useEffect(() => void load().then(setModule, () => {}), []);
  return module;
}

/** Said while this machine does some work that the server has asked for; there is nothing to do for anybody. */
function Checking() {
  const { t } = useLanguage();
  const [isWorking, setWorking] = useState(false);
  useEffect(() => {
    const hear = (event: Event) => setWorking((event as CustomEvent<boolean>).detail);
    addEventListener('proof', hear);
    return () => removeEventListener('proof', hear);
  }, []);
  return (
    <div class="checking no-print" role="status">
      {isWorking && <p>{t.shell.checking}</p>}
    </div>
  );
}

function Main() {
  return (
    <main id="noi-dung" class="wide" tabIndex={-1}>
      <Router />
    </main>
  );
}

function Footer() {
  const { t } = useLanguage();
  const contact = useContact();
  const { path } = useLocation();
  return (
    <footer class="bottom no-print">
      <div class="wide">
        {contact?.hotline && (
          <p>
            <strong>{t.shell.needHelp(contact.hotline)}</strong>
            {contact.zalo && ` ${t.shell.zalo(contact.zalo)}`}
            {contact.hours && ` ${t.shell.hours(contact.hours)}`}
          </p>
        )}
        {contact?.managingAgency && <p>{contact.managingAgency}</p>}
        {contact?.agency && <p>{t.shell.runBy(contact.agency)}</p>}
        {contact?.branding && <Imprint of={contact.branding.footer} />}
        <p>
          <a href={`/bao-su-co?tu=${path}`}>{t.shell.report}</a>
        </p>
        <p>{t.shell.aboutProduct}</p>
      </div>
    </footer>
  );
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return isOnline;
}

function Menu() {
  const { t } = useLanguage();
  const { path, route } = useLocation();
  const { account, signOut } = useSession();
  const details = useRef<HTMLDetailsElement>(null);
  const [hasStayed, setStayed] = useState(false);
  const close = () => {
    if (details.current) details.current.open = false;
  };
  useEffect(close, [path]);
  useEffect(() => {
    const outside = (event: Event) => {
      if (!details.current?.contains(event.target as Node)) close();
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !details.current?.open) return;
    close();
    details.current.querySelector('summary')?.focus();
  };
  const leave = async () => {
    setStayed(false);
    await signOut();
    close();
    route('/');
  };

  return (
    <nav aria-label={t.shell.menu}>
      <details class="menu" ref={details} onKeyDown={onKeyDown}>
        <summary>
          {t.shell.menu}
          <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
            <path d="M1 1h16M1 7h16M1 13h16" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
          </svg>
        </summary>
        <div class="menu-sheet">
          {account && <p class="menu-person">{account.fullName}</p>}
          <ul>
            <li>
              <a href="/">{t.shell.home}</a>
            </li>
            <li>
              <a href="/huong-dan">{t.shell.help}</a>
            </li>
            <li>
              <a href="/tra-cuu">{t.shell.verify}</a>
            </li>
            {account ? (
              <>
                <li>
                  <a href="/cua-toi">{t.shell.me}</a>
                </li>
                {account.roles.some(({ role }) => role === 'unit_manager') && (
                  <li>
                    <a href="/dau-moi">{t.shell.myUnit}</a>
                  </li>
                )}
                {account.roles.some(({ role }) => role !== 'unit_manager') && (
                  <li>
                    <a href="/quan-tri">{t.shell.console}</a>
                  </li>
                )}
                <li>
                  <WorkButton class="" work={leave} onError={() => setStayed(true)} busy={t.shell.signingOut}>
                    {t.shell.signOut}
                  </WorkButton>
                  <div role="alert">{hasStayed && <p class="box box-wrong">{t.shell.stillSignedIn}</p>}</div>
                </li>
              </>
            ) : (
              <li>
                <a href="/dang-nhap">{t.shell.signIn}</a>
              </li>
            )}
          </ul>
          <Display />
        </div>
      </details>
    </nav>
  );
}

function Display() {
  const { t, language, speakIn } = useLanguage();
  const [chosen, setChosen] = useState({ size: size(), theme: theme() });
  const resize = (step: 1 | -1) => {
    chooseSize(nextSize(chosen.size, step));
    setChosen({ ...chosen, size: size() });
  };
  const names = {
    auto: t.shell.themeAuto,
    light: t.shell.themeLight,
    dark: t.shell.themeDark,
    contrast: t.shell.themeContrast,
  };
  return (
    <>
      <fieldset>
        <legend>{t.shell.textSize}</legend>
        <div class="choices">
          <button
            type="button"
            class="choice"
            aria-label={t.shell.smallerLabel}
            disabled={chosen.size === SIZES[0]}
            onClick={() => resize(-1)}
          >
            {t.shell.smaller}
          </button>
          <button
            type="button"
            class="choice"
            aria-label={t.shell.largerLabel}
            disabled={chosen.size === SIZES[SIZES.length - 1]}
            onClick={() => resize(1)}
          >
            {t.shell.larger}
          </button>
        </div>
      </fieldset>
      <fieldset>
        <legend>{t.shell.theme}</legend>
        <div class="choices">
          {THEMES.map((name) => (
            <button
              key={name}
              type="button"
              class="choice"
              aria-pressed={chosen.theme === name}
              onClick={() => {
                chooseTheme(name);
                setChosen({ ...chosen, theme: name });
              }}
            >
              {names[name]}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t.shell.language}</legend>
        <div class="choices">
          {(['vi', 'en'] as const).map((name) => (
            <button
              key={name}
              type="button"
              class="choice"
              lang={name}
              aria-pressed={language === name}
              onClick={() => speakIn(name)}
            >
              {name === 'vi' ? 'Tiếng Việt' : 'English'}
            </button>
          ))}
        </div>
      </fieldset>
    </>
  );
}
