import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Attempt, ContestDetails, MyPlace, Round } from '../../../shared/api/views.js';
import { useAbout } from '../../contact.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { later } from '../../ui/later.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';
import { About } from './about.js';
import { Briefing } from './briefing.js';
import { OwnUnit } from './own-unit.js';
import { GoOn } from './go-on.js';
import './join.css';
import { Coming, Finished } from './not-open.js';
import { SignInForm } from './sign-in-form.js';
import { SignUpForm } from './sign-up-form.js';
import { Steps } from './steps.js';
import { UnitStep } from './unit-step.js';
import { useChosenUnit } from './use-chosen-unit.js';
import { usePlace } from './use-place.js';
import { contest as contestWords } from '../../../shared/messages/vi/contest.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { bringWords } from '../../words.js';

bringWords({ contest: contestWords, form: formWords, join: joinWords });

const ASK_AGAIN_MS = 5_000;

const fetchRecoveryCode = async () => (await import('../../recovery/recovery-code.js')).RecoveryCode;
const RecoveryCode = later(fetchRecoveryCode);

/**
 * From "vào thi" to the first question: who are you, for which unit, what awaits you. Which step is shown follows from what
 * the server knows of the person, so that going back, a refresh or another day goes on where things stand.
 */
export function Page({ params, query }: PageProps) {
  const { t } = useLanguage();
  const { url, path, route } = useLocation();
  const slug = params['slug']!;
  const contest = useGet('/api/contests/{slug}', { path: { slug } });
  const { account, refresh, signOut } = useSession();
  const { place, error, load } = usePlace(slug);
  const chosen = useChosenUnit(slug, query['don-vi']);
  const [notice, setNotice] = useState<'taken' | 'ended' | null>(null);
  const [recoveryCode, setRecoveryCode] = useState<string | null>(null);
  const [leaveError, setLeaveError] = useState<Error | null>(null);
  useAbout(contest.data);
  useEffect(() => {
    // Once there is a code, the network may be gone.
    if (account === null) fetchRecoveryCode().catch(() => {});
    if (account !== undefined) return;
    const timer = setInterval(() => void refresh(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [account, refresh]);

  const isSigningIn = query['buoc'] === 'dang-nhap';
  const step = (name: 'dang-nhap' | null, isReplacing = false) => {
    const { buoc: _old, ...rest } = query;
    const search = new URLSearchParams(name ? { ...rest, buoc: name } : rest).toString();
    route(search === '' ? path : `${path}?${search}`, isReplacing);
  };
  const enter = async () => {
    setNotice(null);
    // First where the person stands, then who it is: the next step is the right one at once.
    await load();
    await refresh();
    if (isSigningIn) step(null, true);
  };
  const signedOut = () => {
    setNotice('ended');
    step('dang-nhap', true);
    void refresh();
  };
  const opened = ({ attemptId, state }: Attempt) =>
    route(state === 'in_progress' ? `/lam-bai/${attemptId}` : `/ket-qua/${attemptId}`);

  if (!contest.data) {
    return (
      <Frame title={contest.error ? t.shell.cannotOpen : t.join.whoTitle} isNarrow>
        {contest.error ? <ErrorBox error={contest.error} again={contest.reload} /> : <Waiting />}
      </Frame>
    );
  }
  const details = contest.data;
  const round = roundToEnter(details, place, query['dot']);
  const show = (title: string, at: 1 | 2 | 3 | null, children: ComponentChildren) => (
    <Frame title={title} lead={details.title}>
      {at && <Steps now={at} />}
      <div class="join">
        <div class="card join-main">{children}</div>
        {at !== 3 && <About contest={details} round={round} />}
      </div>
    </Frame>
  );

  if (recoveryCode)
    return show(t.join.recoveryTitle, 1, <RecoveryCode code={recoveryCode} onKept={() => setRecoveryCode(null)} />);
  if (details.state === 'finished' || !round) return show(t.join.finishedTitle, null, <Finished contest={details} />);
  const coming = round.state === 'coming' && (
    <Coming
      round={round}
      isRegistered={Boolean(account && place?.participation)}
      onOpen={() => {
        contest.reload();
        void load();
      }}
    />
  );

  if (account === null)
    return show(
      isSigningIn ? t.join.signInTitle : t.join.whoTitle,
      1,
      <>
        {coming}
        {notice && (
          <div class="box box-warn" role="status">
            <p>{notice === 'taken' ? t.join.phoneTaken : t.join.sessionEnded}</p>
            {notice === 'taken' && <a href={`/so-dien-thoai-cua-toi?cuoc-thi=${slug}`}>{t.join.phoneNotMine}</a>}
          </div>
        )}
        {chosen.unit && !isSigningIn && <p class="box">{t.join.unitChosen(chosen.unit.name)}</p>}
        {chosen.isLinkUnknown && <p class="box box-warn">{t.join.unitOfLinkUnknown}</p>}
        {isSigningIn ? (
          <SignInForm key="in" back={url} onDone={enter} />
        ) : (
          <SignUpForm
            key="up"
            contest={details}
            onDone={async (code) => {
              setRecoveryCode(code);
              await enter();
            }}
            onTaken={() => {
              setNotice('taken');
              step('dang-nhap');
            }}
          />
        )}
        <p class="swap">
          <button
            type="button"
            class="button button-second"
            onClick={() => {
              setNotice(null);
              step(isSigningIn ? null : 'dang-nhap');
            }}
          >
            {isSigningIn ? t.join.noAccount : t.join.haveAccount}
          </button>
        </p>
      </>,
    );
  if (account === undefined || !place)
    return show(
      t.join.whoTitle,
      null,
      error ? <ErrorBox error={error} again={() => void load()} /> : <Waiting words={t.join.checkingSession} />,
    );
  if (place.openAttempt)
    return show(t.join.goOnTitle, null, <GoOn open={place.openAttempt} onOpen={opened} onSignedOut={signedOut} />);
  if (!place.participation)
    return show(
      t.join.unitTitle,
      2,
      <>
        {coming}
        <div class="who">
          <span>{t.join.signedInAs(account.fullName)}</span>
          <span class="who-leave">
            {t.join.notYou}
            <WorkButton
              class="button button-quiet"
              busy={t.join.leaving}
              work={async () => {
                await signOut();
                await load();
              }}
              onError={setLeaveError}
            >
              {t.join.leave}
            </WorkButton>
          </span>
        </div>
        {leaveError && <ErrorBox error={leaveError} />}
        {chosen.isLinkUnknown && <p class="box box-warn">{t.join.unitOfLinkUnknown}</p>}
        <UnitStep contest={details} unit={chosen.unit} onChoose={chosen.choose} onDone={load} onSignedOut={signedOut} />
      </>,
    );
  if (coming)
    return show(
      t.join.comingTitle(round.title),
      null,
      <>
        {coming}
        <OwnUnit contest={details} own={place.participation} onChange={load} />
        <a class="button button-second" href={`/cuoc-thi/${slug}`}>
          {t.join.seeContest}
        </a>
      </>,
    );
  return show(
    t.join.briefingTitle(round.title),
    3,
    <Briefing
      contest={details}
      round={round}
      place={place}
      onOpen={opened}
      onChange={async () => {
        contest.reload();
        await load();
      }}
      onSignedOut={signedOut}
    />,
  );
}

/** The round that was asked for, or the first one open in which something can be started, or the next one to open. */
function roundToEnter({ roundList }: ContestDetails, place: MyPlace | undefined, wish?: string): Round | undefined {
  const open = roundList.filter(({ state }) => state === 'running');
  const canStart = ({ id }: Round) => place?.rounds.some(({ roundId, canStart }) => roundId === id && canStart);
  const next = roundList
    .filter(({ state }) => state === 'coming')
    .sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt))[0];
  return open.find(({ number }) => String(number) === wish) ?? open.find(canStart) ?? open[0] ?? next;
}
