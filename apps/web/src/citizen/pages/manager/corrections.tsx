import { useEffect, useRef, useState } from 'preact/hooks';
import { post } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { UnitCorrection } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';

const PAGE_ROWS = 50;
const NOTE_MAX = 300;

/** What is about to be decided. */
interface Wish {
  of: readonly UnitCorrection[];
  approve: boolean;
}

/**
 * Who asks to count for the unit, decided one by one or many at once, each time asked whether that is meant.
 *
 * @param onMoved somebody counts for the unit from now on
 */
export function Corrections({ slug, onMoved }: { slug: string; onMoved: () => void }) {
  const { t, f } = useLanguage();
  const [after, setAfter] = useState<number>();
  const [chosen, choose] = useState<readonly number[]>([]);
  const [wish, setWish] = useState<Wish>();
  const [said, say] = useState<readonly string[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  const got = useGet('/api/contests/{slug}/unit-corrections', { path: { slug }, query: { after, limit: PAGE_ROWS } });
  const open = got.data?.corrections ?? [];

  const decide = async ({ of, approve }: Wish, note: string) => {
    const body = { ids: of.map(({ id }) => id), approve, note: note.trim() || null };
    const { approved, refused, skipped } = await post('/api/contests/{slug}/unit-corrections/decisions', body, {
      path: { slug },
    });
    say([
      ...(approved > 0 ? [t.manager.approved(f.count(approved))] : []),
      ...(refused > 0 ? [t.manager.refused(f.count(refused))] : []),
      ...(skipped.length > 0 ? [t.manager.skipped(f.count(skipped.length))] : []),
    ]);
    setWish(undefined);
    choose([]);
    got.reload();
    if (approved > 0) onMoved();
    setTimeout(() => title.current?.focus());
  };

  if (!got.data) return got.error ? <ErrorBox error={got.error} again={got.reload} /> : null;
  if (got.data.counts.open === 0 && said.length === 0) return null;
  const marked = open.filter(({ id }) => chosen.includes(id));
  return (
    <section class="card manager-asked" aria-labelledby="xin-chuyen">
      <h2 id="xin-chuyen" ref={title} tabIndex={-1}>
        {got.data.counts.open > 0
          ? t.manager.stateCount(t.manager.corrections, f.count(got.data.counts.open))
          : t.manager.corrections}
      </h2>
      <div role="status">
        {said.map((words) => (
          <p key={words} class="box box-good">
            {words}
          </p>
        ))}
      </div>
      {got.data.counts.open > 0 && <p>{t.manager.correctionsText}</p>}
      {open.length > 1 && (
        <label class="manager-check">
          <input
            type="checkbox"
            checked={marked.length === open.length}
            onChange={(event) => choose(event.currentTarget.checked ? open.map(({ id }) => id) : [])}
          />
          <span>{t.manager.all(f.count(open.length))}</span>
        </label>
      )}
      <ul class="manager-people">
        {open.map((one) => (
          <li key={one.id} class="manager-person">
            <Request
              one={one}
              isChosen={chosen.includes(one.id)}
              onChosen={
                open.length > 1
                  ? (isChosen) => choose(isChosen ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
                  : undefined
              }
            />
            {wish?.of.length === 1 && wish.of[0] === one ? (
              <Sure wish={wish} onSure={decide} onCancel={() => setWish(undefined)} />
            ) : (
              <p class="row">
                <button
                  type="button"
                  class="button button-second"
                  aria-label={t.manager.approveOf(one.fullName)}
                  onClick={() => setWish({ of: [one], approve: true })}
                >
                  {t.manager.approve}
                </button>
                <button
                  type="button"
                  class="button button-quiet"
                  aria-label={t.manager.refuseOf(one.fullName)}
                  onClick={() => setWish({ of: [one], approve: false })}
                >
                  {t.manager.refuse}
                </button>
              </p>
            )}
          </li>
        ))}
      </ul>
      {wish && wish.of.length > 1 ? (
        <Sure wish={wish} onSure={decide} onCancel={() => setWish(undefined)} />
      ) : (
        marked.length > 1 && (
          <p class="row">
            <button type="button" class="button" onClick={() => setWish({ of: marked, approve: true })}>
              {t.manager.approveMany(f.count(marked.length))}
            </button>
            <button type="button" class="button button-second" onClick={() => setWish({ of: marked, approve: false })}>
              {t.manager.refuseMany(f.count(marked.length))}
            </button>
          </p>
        )
      )}
      {(got.data.next !== null || after !== undefined) && (
        <p class="row">
          {got.data.next !== null && (
            <button type="button" class="button button-second" onClick={() => setAfter(got.data!.next!)}>
              {t.manager.nextRequests}
            </button>
          )}
          {after !== undefined && (
            <button type="button" class="button button-quiet" onClick={() => setAfter(undefined)}>
              {t.manager.firstRequests}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

function Request({
  one,
  isChosen,
  onChosen,
}: {
  one: UnitCorrection;
  isChosen: boolean;
  onChosen: ((isChosen: boolean) => void) | undefined;
}) {
  const { t, f } = useLanguage();
  return (
    <div>
      {onChosen ? (
        <label class="manager-check">
          <input
            type="checkbox"
            aria-label={t.manager.choosePerson(one.fullName)}
            checked={isChosen}
            onChange={(event) => onChosen(event.currentTarget.checked)}
          />
          <strong>{one.fullName}</strong>
        </label>
      ) : (
        <h3>{one.fullName}</h3>
      )}
      {one.disputed && <span class="tag">{t.manager.disputed}</span>}
      <p class="soft">
        <span>{t.manager.from(one.from.name)}</span>
        <span>{t.manager.to(one.to.name)}</span>
        <span>{t.manager.moves(f.count(one.attempts))}</span>
        <span>{t.manager.asked(f.weekdayTime(one.askedAt, serverNow()))}</span>
      </p>
      {one.reason && <p>{t.manager.reason(one.reason)}</p>}
    </div>
  );
}

function Sure({
  wish,
  onSure,
  onCancel,
}: {
  wish: Wish;
  onSure: (wish: Wish, note: string) => Promise<void>;
  onCancel: () => void;
}) {
  const { t, f } = useLanguage();
  const [note, setNote] = useState('');
  const [error, setError] = useState<Error>();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const { of, approve } = wish;
  const who = of.length === 1 ? of[0]!.fullName : t.manager.persons(f.count(of.length));
  return (
    <div class="box box-warn manager-panel" ref={panel} tabIndex={-1}>
      <p>
        <strong>{(approve ? t.manager.sureApprove : t.manager.sureRefuse)(who)}</strong> {t.manager.sureText}
      </p>
      <TextField id="note" label={t.manager.note} maxLength={NOTE_MAX} value={note} onValue={setNote} />
      {error && <ErrorBox error={error} />}
      <p class="row">
        <WorkButton work={() => onSure(wish, note)} onError={setError} busy={t.manager.deciding}>
          {approve ? t.manager.approve : t.manager.refuse}
        </WorkButton>
        <button type="button" class="button button-second" onClick={onCancel}>
          {t.manager.cancel}
        </button>
      </p>
    </div>
  );
}
