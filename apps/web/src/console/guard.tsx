import { useEffect, type ReactNode } from 'react';
import { useApi, SESSION } from './api.js';
import { useLanguage } from './language.js';
import { AccountProvider, signOut, type Account } from './session.js';
import { Button } from './ui/button.js';
import { ErrorBox } from './ui/error-box.js';
import { Waiting } from './ui/waiting.js';

/** The citizens' pages that lead back here; they are other scripts, so the browser goes there itself. */
export const SIGN_IN = '/dang-nhap';
const SHOW_CODE = '/quan-tri/xac-minh';
const SET_UP_CODE = '/quan-tri/thiet-lap';
const MANAGER = '/dau-moi';

/** Where somebody must go before the console opens to them; null when it does. */
export function doorFor(account: Account | null): string | null {
  if (account === null) return SIGN_IN;
  if (account.secondFactor === 'to_show') return SHOW_CODE;
  return account.secondFactor === 'to_set_up' ? SET_UP_CODE : null;
}

/** Lets in who is signed in, has shown the second factor and holds a role here; leads everybody else on. */
export function Guard({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  const session = useApi(SESSION);
  const door = session.data ? doorFor(session.data.account) : null;
  useEffect(() => {
    if (door) location.replace(`${door}?tiep=${encodeURIComponent(location.pathname + location.search)}`);
  }, [door]);

  if (session.error && !session.data)
    return (
      <Alone title={t.shell.cannotOpen}>
        <ErrorBox error={session.error} again={() => void session.refetch()} />
      </Alone>
    );
  const account = session.data?.account;
  if (!account || door)
    return (
      <Alone title={t.frame.title}>
        <Waiting words={t.shell.opening} />
      </Alone>
    );
  const isManager = account.roles.some(({ role }) => role === 'unit_manager');
  if (account.roles.every(({ role }) => role === 'unit_manager'))
    return (
      <Alone title={t.frame.noRoleTitle}>
        <p className="box">{isManager ? t.frame.onlyManager : t.frame.noRole(account.fullName)}</p>
        <p className="row">
          <a className="button" href={isManager ? MANAGER : '/'}>
            {isManager ? t.frame.toManager : t.frame.toHome}
          </a>
          <Button kind="second" work={signOut}>
            {t.shell.signOut}
          </Button>
        </p>
      </Alone>
    );
  return <AccountProvider account={account}>{children}</AccountProvider>;
}

/** A page without the frame, which is only for those who are in. */
function Alone({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="alone" id="noi-dung">
      <h1>{title}</h1>
      {children}
    </main>
  );
}
