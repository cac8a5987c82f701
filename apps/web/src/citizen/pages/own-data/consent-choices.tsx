import { useEffect, useRef, useState } from 'preact/hooks';
import { post, Refusal, type Answer } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { ConsentText, Me } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';

type Kept = Answer<'/api/me/consents', 'get'>['consents'][number];
type Purpose = Kept['purpose'];

/** What the person has agreed to, contest by contest and purpose by purpose, to be taken back or given here. */
export function ConsentChoices({ participations }: Pick<Me, 'participations'>) {
  const { t } = useLanguage();
  const kept = useGet('/api/me/consents');
  const current = useGet('/api/consents/current');
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState<string | null>(null);
  const done = (words: string) => {
    setSaid(words);
    kept.reload();
    // What was pressed is gone: who reads by ear is told where they are now.
    heading.current?.focus();
  };
  const failed = kept.error ?? current.error;
  const titles = new Map([
    ...participations.map(({ contestSlug, contestTitle }) => [contestSlug, contestTitle] as const),
    ...(kept.data?.consents ?? []).map(({ contestSlug, contestTitle }) => [contestSlug, contestTitle] as const),
  ]);
  return (
    <section class="card" aria-labelledby="dong-y">
      <h2 id="dong-y" ref={heading} tabIndex={-1}>
        {t.data.choices}
      </h2>
      <p>{titles.size === 0 ? t.data.noContests : t.data.choicesText}</p>
      <div role="status">{said && <p class="box box-good">{said}</p>}</div>
      {kept.data && current.data ? (
        [...titles].map(([slug, title]) => (
          <OfContest
            key={slug}
            slug={slug}
            title={title}
            kept={kept.data!.consents.filter(({ contestSlug }) => contestSlug === slug)}
            texts={current.data!.texts}
            onDone={done}
          />
        ))
      ) : failed ? (
        <ErrorBox error={failed} again={kept.error ? kept.reload : current.reload} />
      ) : (
        <Waiting />
      )}
    </section>
  );
}

function OfContest({
  slug,
  title,
  kept,
  texts,
  onDone,
}: {
  slug: string;
  title: string;
  kept: readonly Kept[];
  texts: readonly ConsentText[];
  onDone: (words: string) => void;
}) {
  const { t, f } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const lastOf = (purpose: Purpose) => kept.filter((one) => one.purpose === purpose).pop();
  const leftAt = lastOf('contest')?.withdrawnAt;
  const act = async (work: () => Promise<unknown>, words: string) => {
    setError(null);
    await work();
    setLeaving(false);
    onDone(words);
  };
  const withdraw = (purpose: Purpose) => () =>
    act(() => post('/api/me/consents/withdrawals', { contestSlug: slug, purpose }), t.data.saidWithdrawn[purpose]);
  const give = (purpose: Exclude<Purpose, 'contest'>, version: number) => () =>
    act(() => post('/api/me/consents', { contestSlug: slug, purpose, version }), t.data.saidGiven);
  const isChild = error instanceof Refusal && error.code === 'NOT_ALLOWED';
  if (leftAt)
    return (
      <div class="consents-of">
        <h3>{title}</h3>
        <p>{t.data.left(f.weekdayTime(leftAt, serverNow()))}</p>
      </div>
    );
  return (
    <div class="consents-of">
      <h3>{title}</h3>
      {error && (isChild ? <p class="box box-warn">{t.data.child}</p> : <ErrorBox error={error} />)}
      {texts.map(({ purpose, version, text }) => {
        const last = lastOf(purpose);
        const isGiven = last !== undefined && last.withdrawnAt === null;
        const name = <span class="unseen">: {t.data.purposes[purpose]}</span>;
        return (
          <div key={purpose} class="consent">
            <p>
              <strong>{t.data.purposes[purpose]}</strong>
            </p>
            <State last={last} />
            <details class="fold">
              <summary>
                {t.data.readText}
                {name}
              </summary>
              <div class="fold-text" lang="vi">
                {(isGiven ? last.text : text).split('\n').map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </div>
            </details>
            {purpose === 'contest' ? (
              isLeaving ? (
                <Leave title={title} work={withdraw('contest')} onError={setError} onStay={() => setLeaving(false)} />
              ) : (
                <p class="row">
                  <button type="button" class="button button-second" onClick={() => setLeaving(true)}>
                    {t.data.leave}
                    <span class="unseen">: {title}</span>
                  </button>
                </p>
              )
            ) : (
              <p class="row">
                {isGiven ? (
                  <WorkButton
                    class="button button-second"
                    work={withdraw(purpose)}
                    onError={setError}
                    busy={t.data.withdrawing}
                  >
                    {t.data.withdraw}
                    {name}
                  </WorkButton>
                ) : (
                  <WorkButton
                    class="button button-second"
                    work={give(purpose, version)}
                    onError={setError}
                    busy={t.data.giving}
                  >
                    {t.data.give}
                    {name}
                  </WorkButton>
                )}
                {/* Where the rules show full names, nobody has agreed to it, and may still object. */}
                {purpose === 'publish_name' && !last && (
                  <WorkButton
                    class="button button-quiet"
                    work={withdraw(purpose)}
                    onError={setError}
                    busy={t.data.withdrawing}
                  >
                    {t.data.object}
                  </WorkButton>
                )}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}

function State({ last }: { last: Kept | undefined }) {
  const { t, f } = useLanguage();
  if (!last) return <p class="soft">{t.data.notGiven}</p>;
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  return (
    <p class="soft">
      {t.data.given(at(last.givenAt))} {last.withdrawnAt && t.data.withdrawn(at(last.withdrawnAt))}
    </p>
  );
}

/** What leaving means, before it is done. */
function Leave({
  title,
  work,
  onError,
  onStay,
}: {
  title: string;
  work: () => Promise<void>;
  onError: (error: Error) => void;
  onStay: () => void;
}) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="box box-warn">
      <h4 ref={heading} tabIndex={-1}>
        {t.data.leaveTitle(title)}
      </h4>
      <ul>
        {t.data.leaveWhat.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      <p class="row">
        <WorkButton class="button" work={work} onError={onError} busy={t.data.leaving}>
          {t.data.leaveYes}
        </WorkButton>
        <button type="button" class="button button-quiet" onClick={onStay}>
          {t.data.leaveNo}
        </button>
      </p>
    </div>
  );
}
