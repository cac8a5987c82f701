import { useState } from 'preact/hooks';
import { Refusal } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { AboutMe } from '../me/about-me.js';
import { ConsentChoices } from './consent-choices.js';
import { DataCopy } from './data-copy.js';
import { IdentityRequests } from './identity-requests.js';
import { RemoveAccount } from './remove-account.js';
import '../me/me.css';
import './own-data.css';
import { data as dataWords } from '../../../shared/messages/vi/data.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { me as meWords } from '../../../shared/messages/vi/me.js';
import { bringWords } from '../../words.js';

bringWords({ data: dataWords, form: formWords, join: joinWords, me: meWords });

/** What is kept about a person, and everything that the person may do about it. */
export function Page() {
  const { t } = useLanguage();
  const { account, signOut } = useSession();
  const me = useGet(account ? '/api/me' : null);
  const [isGone, setGone] = useState(false);
  const hasEnded = me.error instanceof Refusal && me.error.status === 401;

  if (isGone)
    return (
      <Frame title={t.data.removed} isNarrow>
        <p class="box box-good">{t.data.removedText}</p>
        <a class="button" href="/">
          {t.data.home}
        </a>
      </Frame>
    );
  if (account === null || hasEnded)
    return (
      <Frame title={t.data.title} isNarrow>
        <p class={hasEnded ? 'box box-warn' : undefined}>{hasEnded ? t.join.sessionEnded : t.data.signInFirst}</p>
        <a class="button" href="/dang-nhap?tiep=/cua-toi/du-lieu">
          {t.shell.signIn}
        </a>
      </Frame>
    );
  if (!me.data)
    return (
      <Frame title={t.data.title} isNarrow>
        {me.error ? <ErrorBox error={me.error} again={me.reload} /> : <Waiting />}
      </Frame>
    );
  const forget = async () => {
    setGone(true);
    // The session is over already; this takes from the device what is left of it.
    await signOut().catch(() => {});
  };
  return (
    <Frame title={t.data.title} lead={t.data.lead}>
      <div class="own-data">
        <div>
          <IdentityRequests />
          <AboutMe me={me.data} reload={me.reload} />
          <DataCopy />
        </div>
        <div>
          <ConsentChoices participations={me.data.participations} />
          <RemoveAccount hasPassword={me.data.account.phone !== null} onGone={forget} />
        </div>
      </div>
      <p>
        <a href="/cua-toi">{t.data.toMyPage}</a>
      </p>
    </Frame>
  );
}
