import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet, type Got } from '../../use-get.js';
import type { UnitContests } from '../../../shared/api/views.js';
import './unit.css';
import { unit as unitWords } from '../../../shared/messages/vi/unit.js';
import { bringWords } from '../../words.js';

bringWords({ unit: unitWords });

/** Where the address that a unit hands out leads: its contests, those that can be taken now first and large. */
export function Page({ params }: PageProps) {
  const { t } = useLanguage();
  const found = useGet('/api/units/{code}/contests', { path: { code: params['code']! } });
  if (found.data) return <Contests unit={found.data.unit} contests={found.data.contests} />;
  return (
    <Frame title={t.unit.title} isNarrow>
      {found.error ? <Refused found={found} /> : <Waiting lines={5} />}
    </Frame>
  );
}

function Refused({ found }: { found: Got<UnitContests> }) {
  const { t } = useLanguage();
  return (
    <>
      <ErrorBox error={found.error!} again={found.reload} />
      <p class="row">
        <a class="button button-second" href="/">
          {t.unit.seeContests}
        </a>
      </p>
    </>
  );
}

function Contests({ unit, contests }: UnitContests) {
  const { t } = useLanguage();
  const ordered = [...contests].sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running'));
  return (
    <Frame title={unit.name} lead={unit.parentName ?? t.unit.contestsLead} isNarrow>
      {ordered.length === 0 && (
        <>
          <p class="box">{t.unit.contestsNone}</p>
          <a class="button" href="/">
            {t.unit.seeContests}
          </a>
        </>
      )}
      <ul class="unit-contests">
        {ordered.map(({ slug, title, state, unitName }) => {
          const isOpen = state === 'running';
          const own = `/cuoc-thi/${slug}/don-vi/${encodeURIComponent(unit.code)}`;
          const enter = `/cuoc-thi/${slug}?don-vi=${encodeURIComponent(unit.code)}`;
          return (
            <li key={slug} class={isOpen ? 'card card-open' : 'card'}>
              <p>
                <span class={isOpen ? 'tag tag-good' : 'tag tag-quiet'}>{t.unit.states[state]}</span>
              </p>
              <h2>{title}</h2>
              {unitName !== unit.name && <p class="soft">{t.unit.asUnit(unitName)}</p>}
              <p class="row">
                <a class={isOpen ? 'button button-large' : 'button button-second'} href={enter}>
                  {isOpen ? t.unit.enter : t.unit.seeContest}
                </a>
                <a class="button button-quiet" href={own}>
                  {t.unit.seeFigures}
                </a>
              </p>
            </li>
          );
        })}
      </ul>
    </Frame>
  );
}
