import './editor.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { get } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { labelAt } from '../../regulations.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { ConflictDialog } from './conflict-dialog.js';
import { EditingProvider, placeId } from './editing-context.js';
import { Opening } from './opening.js';
import { Preview } from './preview.js';
import { stepOf, STEPS } from './steps.js';
import { useEditing, type Editing, type Plan } from './use-editing.js';

const PLAN = 'ban';
const STEP = 'buoc';
const OPENING = 'mo';

/** A plan that is edited: `?ban=<id>&buoc=<step>`. */
export function Page() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const id = parameters.get(PLAN);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setError(null);
    setPlan(null);
    // Never what was answered before: upon an old version nothing can be saved.
    if (id !== null)
      get('/api/contest-plans/{id}', { path: { id }, signal: stop.signal }).then(
        setPlan,
        (reason: Error) => !stop.signal.aborted && setError(reason),
      );
    return () => stop.abort();
  }, [id, tries]);

  if (id === null || error)
    return (
      <>
        <h1>{t.plans.editTitle}</h1>
        {error && <ErrorBox error={error} again={() => setTries(tries + 1)} />}
        <p>
          <Link to="/cuoc-thi">{t.plans.toList}</Link>
        </p>
      </>
    );
  if (!plan)
    return (
      <>
        <h1>{t.plans.editTitle}</h1>
        <Waiting lines={6} />
      </>
    );
  return <Editor key={plan.id} plan={plan} />;
}

function Editor({ plan }: { plan: Plan }) {
  const { t } = useLanguage();
  const editing = useEditing(plan);
  const { printable, faults, conflict, settle, document: mine } = editing;
  const [parameters] = useSearchParams();
  const code = parameters.get(STEP) ?? STEPS[0]!.code;
  const isOpening = code === OPENING;
  const step = STEPS.find((one) => one.code === code) ?? STEPS[0]!;
  const at = isOpening ? STEPS.length : STEPS.indexOf(step);
  const to = (next: string) => ({ search: `?${PLAN}=${plan.id}&${STEP}=${next}` });

  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isAllShown, setAllShown] = useState(false);
  const [isReading, setReading] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const jump = useRef<string | null>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (jump.current !== null) {
      goTo(jump.current);
      jump.current = null;
    } else if (!isFirst.current) {
      scrollTo(0, 0);
      heading.current?.focus();
    }
    isFirst.current = false;
  }, [code]);
  useEffect(() => {
    if (isOpening) setAllShown(true);
  }, [isOpening]);

  const shown = useMemo(
    () => ({
      ...editing,
      isShown: (path: string) => isAllShown || [...touched].some((one) => path.startsWith(one)),
      touch: (path: string) => setTouched((old) => (old.has(path) ? old : new Set([...old, path]))),
    }),
    [editing, isAllShown, touched],
  );
  const count = (code: string) => faults.filter(({ path }) => stepOf(path).code === code).length;
  const title = printable?.title && printable.title !== '…' ? printable.title : t.plans.untitled;

  return (
    <EditingProvider value={shown}>
      <div className="head">
        <h1>{title}</h1>
        <Link to="/cuoc-thi">{t.plans.toList}</Link>
      </div>
      {!editing.isOpen && <p className="box box-warn">{t.plans.closed}</p>}
      {editing.plan.state === 'published' && (
        <p className="box">
          {t.plans.published}{' '}
          <Link to={{ pathname: '/cuoc-thi/thay-doi', search: `?cuoc-thi=${editing.plan.contestSlug}` }}>
            {t.plans.toRevision}
          </Link>
        </p>
      )}
      {editing.plan.runBy && (
        <p className="box">
          {t.plans.runByUnit(editing.plan.runBy.name)}{' '}
          {editing.plan.locked.length > 0 && t.plans.lockedPlaces(editing.plan.locked.map(labelAt).join(', '))}
        </p>
      )}
      <Bar editing={editing} />
      <nav className="steps" aria-label={t.plans.stepsName}>
        <ol>
          {STEPS.map((one, index) => (
            <li key={one.code}>
              <Link to={to(one.code)} aria-current={index === at ? 'step' : undefined}>
                <span className="step-number" aria-hidden="true">
                  {index + 1}
                </span>
                {one.title(t)}
                <StepState faults={count(one.code)} />
              </Link>
            </li>
          ))}
          <li>
            <Link to={to(OPENING)} aria-current={isOpening ? 'step' : undefined}>
              <span className="step-number" aria-hidden="true">
                {STEPS.length + 1}
              </span>
              {t.plans.steps.opening}
            </Link>
          </li>
        </ol>
      </nav>
      <div className="row tabs-narrow" role="group" aria-label={t.plans.views}>
        <button type="button" className="choice" aria-pressed={!isReading} onClick={() => setReading(false)}>
          {t.plans.write}
        </button>
        <button type="button" className="choice" aria-pressed={isReading} onClick={() => setReading(true)}>
          {t.plans.preview}
        </button>
      </div>
      <div className={`editor${isReading ? ' editor-reading' : ''}`}>
        <div className="editor-form">
          <h2 ref={heading} tabIndex={-1}>
            {isOpening ? t.plans.steps.opening : step.title(t)}
          </h2>
          {isOpening ? (
            <Opening
              faults={
                <Faults
                  faults={faults}
                  linkTo={(path) => to(stepOf(path).code)}
                  onGo={(path) => {
                    setReading(false);
                    jump.current = path;
                  }}
                />
              }
            />
          ) : (
            <>
              <p>{step.lead(t)}</p>
              <form noValidate autoComplete="off" onSubmit={(event) => event.preventDefault()}>
                <step.Fields key={step.code} />
              </form>
            </>
          )}
          <div className="row editor-ways">
            {at > 0 && (
              <Link className="button button-second" to={to(STEPS[at - 1]!.code)}>
                {t.plans.back}
              </Link>
            )}
            {!isOpening && (
              <Link className="button" to={to(STEPS[at + 1]?.code ?? OPENING)}>
                {t.plans.goOn}
              </Link>
            )}
          </div>
          {!isOpening && count(step.code) > 0 && isAllShown && (
            <Faults
              faults={faults.filter(({ path }) => stepOf(path).code === step.code)}
              linkTo={() => to(step.code)}
              onGo={goTo}
            />
          )}
        </div>
        {printable && <Preview regulations={printable} about={isOpening ? [] : step.articles} />}
      </div>
      {conflict && <ConflictDialog conflict={conflict} mine={mine} onSettle={settle} />}
    </EditingProvider>
  );
}

function StepState({ faults }: { faults: number }) {
  const { t, f } = useLanguage();
  return faults === 0 ? (
    <span className="step-done">
      <span aria-hidden="true">✓</span>
      <span className="unseen">{t.plans.stepDone}</span>
    </span>
  ) : (
    <span className="tag tag-warn">
      {f.count(faults)}
      <span className="unseen"> {t.plans.toMend}</span>
    </span>
  );
}

/** How safe the work is, and the last changes taken back. */
function Bar({ editing: { safety, undo, redo, isOpen, wasKept } }: { editing: Editing }) {
  const { t, f } = useLanguage();
  if (!isOpen) return null;
  const words =
    safety.is === 'saving'
      ? t.plans.saving
      : safety.is === 'kept'
        ? t.plans.keptHere
        : safety.at !== null
          ? t.plans.savedAt(f.clockTime(safety.at))
          : wasKept
            ? t.plans.foundAgain
            : t.plans.savesItself;
  return (
    <div className="editor-bar no-print">
      <span role="status" className={safety.is === 'kept' ? 'editor-kept' : undefined}>
        {words}
      </span>
      <span className="row">
        <button type="button" className="button button-quiet" aria-disabled={!undo} onClick={() => undo?.()}>
          {t.plans.undo}
        </button>
        <button type="button" className="button button-quiet" aria-disabled={!redo} onClick={() => redo?.()}>
          {t.plans.redo}
        </button>
      </span>
    </div>
  );
}

/** Everything that has to be mended, each a way to its field. */
function Faults({
  faults,
  linkTo,
  onGo,
}: {
  faults: Editing['faults'];
  linkTo: (path: string) => { search: string };
  onGo: (path: string) => void;
}) {
  const { t, f } = useLanguage();
  if (faults.length === 0) return <p className="box box-good">{t.plans.noFaults}</p>;
  return (
    <div className="box box-warn">
      <h3>{t.plans.faultsTitle(f.count(faults.length))}</h3>
      <ul>
        {faults.map(({ path, message }, at) => (
          <li key={at}>
            <Link to={linkTo(path)} onClick={() => onGo(path)}>
              {labelAt(path)}
            </Link>
            : {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Brings the field of a path into view and into the focus; where it has none of its own, the one around it. */
function goTo(path: string): void {
  for (let inner = path; inner !== ''; inner = inner.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, '')) {
    const place = document.getElementById(placeId(inner));
    if (!place) {
      // The line is there, folded.
      const [, list, line] = /^(.*)\[(\d+)\]$/.exec(inner) ?? [];
      const folded =
        list &&
        document.getElementById(placeId(list))?.querySelectorAll<HTMLDetailsElement>(':scope > ol > li > details')[
          Number(line)
        ];
      if (!folded) continue;
      folded.open = true;
      folded.querySelector<HTMLElement>('summary')?.focus();
      folded.scrollIntoView({ block: 'center' });
      return;
    }
    for (let around = place.parentElement; around; around = around.parentElement)
      if (around instanceof HTMLDetailsElement) around.open = true;
    place.scrollIntoView({ block: 'center' });
    place.querySelector<HTMLElement>('input, select, textarea, summary, button')?.focus({ preventScroll: true });
    return;
  }
}
