import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../../shared/api/client.js';
import type { ManagedUnit, PeopleCounts, UnitPerson } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { ResetCode } from './reset-code.js';

const STATES = ['not_yet', 'took_part'] as const;
const PAGE_ROWS = 30;
const PAUSE_MS = 300;

interface Shown {
  people: UnitPerson[];
  next: string | null;
}

/**
 * Who of a unit took part and who has yet to. What is searched for is a name, so it stands in no address of these pages.
 *
 * @param onCounts how many of each there are, once known
 */
export function People({
  unit,
  counts,
  onCounts,
}: {
  unit: ManagedUnit;
  counts: PeopleCounts | undefined;
  onCounts: (counts: PeopleCounts) => void;
}) {
  const { t, f } = useLanguage();
  const [state, setState] = useState<(typeof STATES)[number]>('not_yet');
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown>();
  const [error, setError] = useState<Error>();
  const list = useRef<HTMLUListElement>(null);
  const asked = useRef(0);

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const fetchPage = async (cursor?: string) => {
    const turn = ++asked.current;
    const page = await get('/api/contests/{slug}/units/{code}/people', {
      path: { slug: unit.contestSlug, code: unit.unitCode },
      query: { state, q: search || undefined, cursor, limit: PAGE_ROWS },
    });
    // A late answer to what is not asked any more.
    if (turn !== asked.current) return;
    setError(undefined);
    if (page.counts) onCounts(page.counts);
    setShown((old) => ({
      people: cursor === undefined ? page.people : [...(old?.people ?? []), ...page.people],
      next: page.next,
    }));
  };
  const load = () => {
    setError(undefined);
    fetchPage().catch(setError);
  };
  useEffect(load, [state, search]);

  const more = async () => {
    const last = shown!.people.length;
    await fetchPage(shown!.next!);
    // Whoever reads by ear or by keys goes on where the new ones begin.
    setTimeout(() => list.current?.querySelectorAll('h3')[last]?.focus());
  };
  const turnTo = (to: typeof state) => {
    if (to === state) return;
    setShown(undefined);
    setState(to);
  };
  const none =
    search !== ''
      ? t.manager.nobodyFound
      : counts && counts.tookPart + counts.notYet === 0
        ? t.manager.nobodyAtAll
        : state === 'not_yet'
          ? t.manager.nobodyNotYet
          : t.manager.nobodyTookPart;
  const words = (one: typeof state) => {
    if (!counts) return t.manager.states[one];
    return t.manager.stateCount(t.manager.states[one], f.count(one === 'not_yet' ? counts.notYet : counts.tookPart));
  };
  return (
    <section class="card" aria-labelledby="nguoi">
      <h2 id="nguoi">{t.manager.people}</h2>
      <p class="soft">{t.manager.peopleText}</p>
      <div class="choices manager-states">
        {STATES.map((one) => (
          <button key={one} type="button" class="choice" aria-pressed={state === one} onClick={() => turnTo(one)}>
            {words(one)}
          </button>
        ))}
      </div>
      <label class="tool tool-wide manager-search">
        <span>{t.manager.search}</span>
        <input
          class="input"
          type="search"
          maxLength={100}
          autocomplete="off"
          placeholder={t.manager.searchHint}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {error && <ErrorBox error={error} again={load} />}
      {!shown && !error && <Waiting lines={4} />}
      <p role="status" class={shown && shown.people.length > 0 ? 'soft' : undefined}>
        {shown && (shown.people.length > 0 ? t.manager.shown(f.count(shown.people.length)) : none)}
      </p>
      <ul class="manager-people" ref={list}>
        {shown?.people.map((person) => (
          <Person key={person.participantId} person={person} unit={unit} />
        ))}
      </ul>
      {shown?.next && (
        <WorkButton class="button button-second button-full" work={more} onError={setError} busy={t.shell.loading}>
          {t.manager.more}
        </WorkButton>
      )}
    </section>
  );
}

function Person({ person, unit }: { person: UnitPerson; unit: ManagedUnit }) {
  const { t, f } = useLanguage();
  const { fullName, phoneMasked, joinedAt, unitCode, unitName } = person;
  return (
    <li class="manager-person">
      <div>
        <h3 tabIndex={-1}>{fullName}</h3>
        <p class="soft">
          <span class="numbers">{phoneMasked ?? t.manager.noPhone}</span>
          <span>{t.manager.joined(f.date(joinedAt))}</span>
          {unitCode !== unit.unitCode && <span>{unitName}</span>}
        </p>
      </div>
      {phoneMasked !== null && <ResetCode slug={unit.contestSlug} person={person} />}
    </li>
  );
}
