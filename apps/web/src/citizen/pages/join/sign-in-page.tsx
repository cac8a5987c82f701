import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { post } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { leaveNothing } from '../../leave-nothing.js';
import { ownPath } from '../../own-path.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { useWayOn } from '../../use-way-on.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import './join.css';
import { SignInForm } from './sign-in-form.js';
import { account as accountWords } from '../../../shared/messages/vi/account.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { bringWords } from '../../words.js';

bringWords({ account: accountWords, form: formWords, join: joinWords });

const LINK = '#vao=';

/**
 * The door, and back to where one came from (?tiep=<own path>). A one-time link (#vao=<token>) opens it too: what stands
 * behind # is never sent to a server, and is taken out of the address before it is used.
 */
export function Page({ query }: PageProps) {
  const { t } = useLanguage();
  const { path } = useLocation();
  const goOn = useWayOn();
  const { account, refresh } = useSession();
  const [linkError, setLinkError] = useState<Error | null>(null);
  const [isRedeeming, setRedeeming] = useState(location.hash.startsWith(LINK));
  const wish = ownPath(query['tiep'], location.origin);
  const back = wish ?? '/';

  useEffect(() => {
    const redeem = async () => {
      if (!location.hash.startsWith(LINK)) return;
      const token = location.hash.slice(LINK.length);
      history.replaceState(null, '', location.pathname + location.search);
      setRedeeming(true);
      setLinkError(null);
      try {
        await post('/api/sign-in-links/redeem', { token });
        // What an earlier person of this device left is not this one's.
        await leaveNothing();
        await refresh();
        goOn(back);
      } catch (error) {
        setLinkError(error as Error);
      }
      setRedeeming(false);
    };
    void redeem();
    const again = () => void redeem();
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, [back]);

  // Who is in already has no business at the door.
  const isIn = Boolean(account) && !isRedeeming && !linkError && path === '/dang-nhap';
  useEffect(() => {
    if (isIn) goOn(back);
  }, [isIn]);

  if (isRedeeming || isIn)
    return (
      <Frame title={t.join.signInTitle} isNarrow>
        <Waiting lines={2} words={isRedeeming ? t.account.enteringByLink : t.shell.opening} />
      </Frame>
    );
  const contest = wish && /^\/cuoc-thi\/[^/?#]+\/vao-thi/.exec(wish)?.[0];
  return (
    <Frame title={t.join.signInTitle} isNarrow>
      {linkError && (
        <>
          <h2>{t.account.linkRefused}</h2>
          <ErrorBox error={linkError} />
          <p>{t.account.linkRefusedNext}</p>
        </>
      )}
      <div class="card door">
        <SignInForm
          back={back}
          onDone={async () => {
            await refresh();
            goOn(back);
          }}
        />
      </div>
      <div class="swap door">
        <p>{contest ? t.join.noAccount : t.account.signInFirst}</p>
        <a class="button button-second" href={contest || '/'}>
          {contest ? t.account.registerInstead : t.account.chooseContest}
        </a>
      </div>
    </Frame>
  );
}
