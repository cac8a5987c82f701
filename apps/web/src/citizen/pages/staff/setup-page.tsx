import { useEffect, useRef, useState } from 'preact/hooks';
import { post } from '../../../shared/api/client.js';
import type { OfferedRole } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { leaveNothing } from '../../leave-nothing.js';
import { ownPath } from '../../own-path.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { PasswordForm } from './password-form.js';
import { SetUp } from './set-up.js';
import './staff.css';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { staff as staffWords } from '../../../shared/messages/vi/staff.js';
import { bringWords } from '../../words.js';

bringWords({ form: formWords, staff: staffWords });

/**
 * Takes up an invitation (#<token>, which no server sees in an address) and sets up the second factor where the role
 * needs one; without an invitation the second factor alone.
 */
export function Page({ query }: PageProps) {
  const { t } = useLanguage();
  const { account, refresh } = useSession();
  const [token] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState<string | null>(null);
  const [isTaken, setTaken] = useState(false);
  const [isDone, setDone] = useState(false);
  const back = ownPath(query['tiep'], location.origin) ?? '/quan-tri';
  const isWaiting = token === '' || isTaken;
  // Once begun it is shown to its end: the recovery codes must not go when the session is asked for again meanwhile.
  const isBegun = useRef(false);
  isBegun.current ||= isWaiting && account?.secondFactor === 'to_set_up';

  return (
    <Frame title={t.staff.setUpTitle} isNarrow>
      {!isWaiting ? (
        <Invitation
          token={token}
          onTaken={async (given) => {
            history.replaceState(null, '', location.pathname);
            await leaveNothing();
            setPassword(given);
            await refresh();
            setTaken(true);
          }}
        />
      ) : account === undefined ? (
        <Waiting lines={3} />
      ) : isBegun.current && !isDone ? (
        <>
          <p class="lead">{t.staff.setUpLead}</p>
          <SetUp
            password={password}
            onDone={() => {
              setDone(true);
              void refresh();
            }}
          />
        </>
      ) : account?.secondFactor === 'to_show' ? (
        <p>
          <a class="button" href={`/quan-tri/xac-minh?tiep=${encodeURIComponent(back)}`}>
            {t.staff.confirmTitle}
          </a>
        </p>
      ) : isDone || isTaken ? (
        <>
          <p class="box box-good" role="status">
            {isDone ? t.staff.done : t.staff.accepted}
          </p>
          <a class="button" href={back}>
            {t.staff.toConsole}
          </a>
        </>
      ) : (
        <p class="box">{t.staff.noInvitation}</p>
      )}
    </Frame>
  );
}

/** What is offered to whom, and the password that takes it up. */
function Invitation({ token, onTaken }: { token: string; onTaken: (password: string) => Promise<void> }) {
  const { t } = useLanguage();
  const [offer, setOffer] = useState<OfferedRole | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const read = () => {
    setError(null);
    post('/api/staff-invitations/read', { token }).then(setOffer, setError);
  };
  useEffect(read, [token]);
  if (error) return <ErrorBox error={error} again={read} />;
  if (!offer) return <Waiting lines={4} words={t.staff.reading} />;
  const places = [offer.unitName, offer.contestTitle].filter((place): place is string => place !== null);
  return (
    <>
      <p class="lead">{t.staff.offered(offer.fullName, t.staff.roles[offer.role])}</p>
      <p>
        {t.staff.where(places.join(', ') || t.staff.everywhere)} {t.staff.signsInBy(offer.phone)}
      </p>
      <div class="card">
        <p>{offer.keepsPassword ? t.staff.keepsPassword : t.staff.setsPassword}</p>
        <PasswordForm
          isNew={!offer.keepsPassword}
          words={[t.staff.accept, t.staff.accepting]}
          send={async (password) => {
            await post('/api/staff-invitations/redeem', { token, password });
            await onTaken(password);
          }}
        />
      </div>
    </>
  );
}
