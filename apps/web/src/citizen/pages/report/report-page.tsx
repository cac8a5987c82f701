import { useRef, useState } from 'preact/hooks';
import { post, randomKey } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { report as reportWords } from '../../../shared/messages/vi/report.js';
import { useLanguage } from '../../language.js';
import { ownPath } from '../../own-path.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { Field, TextField } from '../../ui/field.js';
import { Page as Frame } from '../../ui/page.js';
import { useForm } from '../../ui/use-form.js';
import { useGet } from '../../use-get.js';
import { useKept } from '../../use-kept.js';
import { bringWords } from '../../words.js';
import { cameFrom } from './came-from.js';
import { OwnReports } from './own-reports.js';
import './report.css';

bringWords({ form: formWords, report: reportWords });

/** What the server takes. */
const WORDS_MAX = 1000;
const CONTACT_MAX = 100;

/** Anybody, signed in or not, tells the desk what goes wrong (?tu=<page>); a code comes back, to be read out. */
export function Page({ query }: PageProps) {
  const { t } = useLanguage();
  const { account } = useSession();
  const [code, setCode] = useState<string | null>(null);
  const from = cameFrom(query['tu']);
  const back = ownPath(from.page ?? undefined, location.origin);
  if (code !== null)
    return (
      <Frame title={t.report.sentTitle} isNarrow>
        <div class="box box-good" role="status">
          <p>{t.report.sentCode}</p>
          <p class="report-code">{code}</p>
        </div>
        <p>{account ? t.report.sentSignedIn : t.report.sentSignedOut}</p>
        <p class="row">
          <a class="button" href={back ?? '/'}>
            {back ? (from.attemptId ? t.report.backToAttempt : t.report.back) : t.shell.backHome}
          </a>
          <button type="button" class="button button-second" onClick={() => setCode(null)}>
            {t.report.another}
          </button>
        </p>
        {account && <OwnReports />}
      </Frame>
    );
  return (
    <Frame title={t.report.title} lead={t.report.lead} isNarrow>
      {from.attemptId && back && (
        <p>
          <a class="button button-second" href={back}>
            {t.report.backToAttempt}
          </a>
        </p>
      )}
      <ReportForm from={from} onSent={setCode} />
      {account && <OwnReports />}
    </Frame>
  );
}

type Kind = keyof typeof reportWords.kinds;

function ReportForm({ from, onSent }: { from: ReturnType<typeof cameFrom>; onSent: (code: string) => void }) {
  const { t, f } = useLanguage();
  const { account } = useSession();
  const contests = useGet('/api/contests').data?.contests ?? [];
  const [kind, setKind] = useState<Kind | ''>('');
  const [text, setText] = useKept('report', '');
  const [contact, setContact] = useState('');
  const [chosen, setChosen] = useState<string | null>(from.contestSlug);
  /** The same report however often it has to be sent. */
  const id = useRef(randomKey());
  const noticedAt = useRef(serverNow());
  // An attempt knows its contest.
  const asksContest = from.attemptId === null && contests.length > 0;
  const slug = chosen ?? (contests.length === 1 ? contests[0]!.slug : '');
  const form = useForm({
    names: ['kind', 'text', 'contact'],
    check: () => ({
      ...(kind === '' && { kind: t.report.kindMissing }),
      ...(text.trim() === '' && { text: t.report.wordsMissing }),
    }),
    work: async () => {
      const { page, attemptId, errorCode } = from;
      const typed = { id: id.current, kind: kind as Kind, text, contact, contestSlug: slug || null };
      const along = { page, attemptId, errorCode, noticedAt: new Date(noticedAt.current).toISOString() };
      const { code } = await post('/api/incident-reports', { ...typed, ...along });
      setText('');
      onSent(code);
    },
  });
  return (
    <form class="form card" noValidate onSubmit={(event) => void form.send(event)}>
      <ErrorSummary faults={form.faults} turn={form.turn} />
      <Field id="kind" label={t.report.kind} error={form.faults['kind']}>
        {(tied) => (
          <select
            {...tied}
            class="input"
            value={kind}
            onChange={(event) => {
              setKind(event.currentTarget.value as Kind);
              form.forgive('kind');
            }}
          >
            <option value="">{t.report.chooseKind}</option>
            {(Object.keys(t.report.kinds) as Kind[]).map((name) => (
              <option key={name} value={name}>
                {t.report.kinds[name]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {asksContest && (
        <Field id="contest" label={t.report.contest}>
          {(tied) => (
            <select {...tied} class="input" value={slug} onChange={(event) => setChosen(event.currentTarget.value)}>
              <option value="">{t.report.noContest}</option>
              {contests.map((one) => (
                <option key={one.slug} value={one.slug}>
                  {one.title}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field id="text" label={t.report.words} hint={t.report.wordsHint} error={form.faults['text']}>
        {(tied) => (
          <textarea
            {...tied}
            class="input"
            rows={5}
            maxLength={WORDS_MAX}
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              form.forgive('text');
            }}
          />
        )}
      </Field>
      <TextField
        id="contact"
        label={t.report.contact}
        hint={t.report.contactHint}
        autocomplete="tel"
        maxLength={CONTACT_MAX}
        value={contact}
        error={form.faults['contact']}
        onValue={setContact}
      />
      <h2>{t.report.alongTitle}</h2>
      <ul class="report-along">
        {from.page && <li>{t.report.alongPage(from.page)}</li>}
        {from.errorCode && <li>{t.report.alongError(from.errorCode)}</li>}
        {from.attemptId && <li>{t.report.alongAttempt}</li>}
        <li>{t.report.alongBrowser}</li>
        <li>{t.report.alongTime(f.weekdayTime(noticedAt.current, serverNow()))}</li>
        {account && <li>{t.report.alongAccount(account.fullName)}</li>}
      </ul>
      <p class="soft">{t.report.kept}</p>
      {form.error && <ErrorBox error={form.error} />}
      <button type="submit" class="button button-large button-full" aria-disabled={form.isBusy}>
        {form.isBusy ? t.report.sending : t.report.send}
      </button>
    </form>
  );
}
