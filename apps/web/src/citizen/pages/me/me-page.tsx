import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Refusal } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { later } from '../../ui/later.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';
import { AboutMe } from './about-me.js';
import { AttemptList } from './attempt-list.js';
import { JoinedList } from './joined-list.js';
import './me.css';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { me as meWords } from '../../../shared/messages/vi/me.js';
import { bringWords } from '../../words.js';

bringWords({ form: formWords, join: joinWords, me: meWords });

const Safety = later(async () => (await import('./safety.js')).Safety);

const SIGN_IN = '/dang-nhap?tiep=/cua-toi';

/** What the person did, who they are, the way to their data, the keys to the account, and the way out. */
export function Page() {
  const { t, f } = useLanguage();
  const { account, signOut } = useSession();
  const { route } = useLocation();
  const me = useGet(account ? '/api/me' : null);
  const identity = useGet(account ? '/api/me/identity-requests' : null);
  const awaited = identity.data?.requests.filter(({ givenAt }) => givenAt === null) ?? [];
  const [error, setError] = useState<Error | null>(null);
  const hasEnded = me.error instanceof Refusal && me.error.status === 401;

  if (account === null || hasEnded)
    return (
      <Frame title={t.me.title} isNarrow>
        <p class={hasEnded ? 'box box-warn' : undefined}>{hasEnded ? t.join.sessionEnded : t.me.signInFirst}</p>
        <a class="button" href={SIGN_IN}>
          {t.shell.signIn}
        </a>
      </Frame>
    );
  if (!me.data)
    return <Frame title={t.me.title}>{me.error ? <ErrorBox error={me.error} again={me.reload} /> : <Waiting />}</Frame>;
  const leave = async () => {
    await signOut();
    route('/');
  };
  return (
    <Frame title={t.me.title} lead={t.me.hello(me.data.account.fullName)}>
      {awaited.map(({ contestSlug, contestTitle }) => (
        <div key={contestSlug} class="box asked">
          <p>{t.me.identityAsked(contestTitle)}</p>
          <a class="button" href="/cua-toi/du-lieu">
            {t.me.identityOpen}
          </a>
        </div>
      ))}
      <div class="mine">
        <section aria-labelledby="luot-thi">
          <h2 id="luot-thi">{t.me.attempts}</h2>
          <AttemptList />
        </section>
        <div class="mine-side">
          <AboutMe me={me.data} reload={me.reload}>
            <JoinedList participations={me.data.participations} />
          </AboutMe>
          <section class="card" aria-labelledby="giay">
            <h2 id="giay">{t.me.certificates}</h2>
            <p>{t.me.certificatesText}</p>
            <a class="button button-second" href="/cua-toi/giay-chung-nhan">
              {t.me.certificatesOpen}
            </a>
          </section>
          <section class="card" aria-labelledby="du-lieu">
            <h2 id="du-lieu">{t.me.ownData}</h2>
            <p>{t.me.ownDataText}</p>
            <a class="button button-second" href="/cua-toi/du-lieu">
              {t.me.ownDataOpen}
            </a>
            <p>
              <a href="/bao-su-co">{t.me.reports}</a>
            </p>
          </section>
          <section class="card" aria-labelledby="phien">
            <h2 id="phien">{t.me.session}</h2>
            <p>{t.me.sessionText(f.weekdayTime(me.data.session.expiresAt, serverNow()))}</p>
            {error && <ErrorBox error={error} />}
            <WorkButton class="button button-second" work={leave} onError={setError} busy={t.me.signingOut}>
              {t.me.signOut}
            </WorkButton>
          </section>
          <Safety hasPassword={me.data.account.phone !== null} onSignedOut={me.reload} />
        </div>
      </div>
    </Frame>
  );
}
