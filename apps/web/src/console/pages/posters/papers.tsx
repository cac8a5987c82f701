import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Wish } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { downloadFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DocumentJob } from '../../ui/document-job.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { UnitField } from '../../ui/unit-field.js';
import { Waiting } from '../../ui/waiting.js';

/** Papers for the document office, each with what it is for and its download. */
export function Papers({
  rounds,
  hasRegulations,
}: {
  rounds: readonly { number: number; title: string }[];
  hasRegulations: boolean;
}) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [unitFault, setUnitFault] = useState<string>();
  const [round, setRound] = useState(String(rounds[0]?.number ?? 1));
  const notice = { path: { slug }, query: { round: Number(round) } };
  return (
    <section className="card">
      <h2>{t.posters.papers}</h2>
      <p>{t.posters.papersText}</p>
      <Paper title={t.posters.regulations} text={hasRegulations ? t.posters.regulationsText : t.posters.noRegulations}>
        {hasRegulations &&
          (['plan', 'decision'] as const).map((to) => (
            <Download
              key={to}
              at="/api/contests/{slug}/papers/regulations"
              wish={{ path: { slug }, query: { to } }}
              formats={['docx', 'pdf']}
            >
              {to === 'plan' ? t.posters.toPlan : t.posters.toDecision}
            </Download>
          ))}
      </Paper>
      <Paper title={t.posters.invitation} text={t.posters.invitationText}>
        <UnitField
          slug={slug}
          value={unit}
          onChange={(chosen) => {
            setUnit(chosen);
            setUnitFault(undefined);
          }}
          label={t.posters.invitedUnit}
          {...(unitFault !== undefined && { error: unitFault })}
        />
        <Download
          at="/api/contests/{slug}/units/{code}/invitation"
          wish={unit && { path: { slug, code: unit.code } }}
          formats={['docx', 'pdf']}
          onLacking={() => setUnitFault(t.posters.chooseUnit)}
        >
          {t.posters.invitationDownload}
        </Download>
        <DocumentJob wish={{ kind: 'invitations', params: {} }} label={t.posters.allInvitations} />
      </Paper>
      <Paper title={t.posters.notice} text={t.posters.noticeText}>
        <SelectField
          label={t.posters.round}
          value={round}
          options={rounds.map(({ number, title }) => ({ value: String(number), title }))}
          onChange={setRound}
        />
        <Download at="/api/contests/{slug}/papers/round-notice" wish={notice} formats={['docx', 'pdf']}>
          {t.posters.noticeDownload}
        </Download>
      </Paper>
      <Winners />
    </section>
  );
}

/** The list of winners of what is published; before that, where its publication is prepared. */
function Winners() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const { data, error, refetch } = useApi('/api/contests/{slug}/official-results', { path: { slug } });
  const [chosen, setChosen] = useState<string>();
  const published = data?.fields.filter(({ publication }) => publication !== null) ?? [];
  const field = published.find(({ name }) => name === chosen) ?? published[0];
  return (
    <Paper title={t.posters.winners} text={t.posters.winnersText}>
      {error && <ErrorBox error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting lines={2} />}
      {data && !field && (
        <p>
          {t.posters.winnersNone}{' '}
          <Link to={{ pathname: '/ket-qua', search: `?cuoc-thi=${slug}` }}>{t.posters.winnersWay}</Link>
        </p>
      )}
      {field && (
        <>
          <SelectField
            label={t.posters.winnersOf}
            value={field.name}
            options={published.map(({ name, title }) => ({ value: name, title }))}
            onChange={setChosen}
          />
          <Download
            at="/api/contests/{slug}/papers/winners/{field}"
            wish={{ path: { slug, field: field.name } }}
            formats={['docx', 'xlsx', 'pdf']}
          >
            {t.posters.winnersDownload}
          </Download>
        </>
      )}
    </Paper>
  );
}

function Paper({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="posters-paper">
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
      <div className="posters-ways">{children}</div>
    </div>
  );
}

/**
 * A button for each format, the first with the words of the paper on it.
 *
 * @param wish null: something has to be chosen first, and `onLacking` says so
 */
function Download({
  at,
  wish,
  formats,
  onLacking = () => {},
  children,
}: {
  at: string;
  wish: Wish | null;
  formats: readonly ('docx' | 'xlsx' | 'pdf')[];
  onLacking?: () => void;
  children: string;
}) {
  const { t } = useLanguage();
  const say = useToast();
  const [error, setError] = useState<Error>();
  return (
    <>
      {error && <ErrorBox error={error} />}
      <div className="row">
        {formats.map((as, i) => (
          <Button
            key={as}
            kind={i === 0 ? 'second' : 'quiet'}
            {...(i > 0 && { label: t.posters.alsoOf(t.posters.also[as], children) })}
            onError={setError}
            work={async () => {
              setError(undefined);
              if (!wish) return onLacking();
              await downloadFile(at, { ...wish, query: { ...wish.query, as } });
              say(t.posters.downloaded);
            }}
          >
            {i === 0 ? children : t.posters.also[as]}
          </Button>
        ))}
      </div>
    </>
  );
}
