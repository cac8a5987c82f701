import { useState } from 'react';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage, type Words } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import { CheckDialog } from './check-dialog.js';
import './trail.css';

const PATH = '/api/audit-trail';
const FAMILY = 've';
const FROM = 'tu';
const UNTIL = 'den';
const ACTOR = 'ai';
const SUBJECT = 'doi-tuong';
const DAY_MS = 24 * 60 * 60_000;

type Line = Answer<typeof PATH, 'get'>['lines'][number];

/** A day of Vietnam, as the browser's field gives it; `days` later. */
const dayStart = (day: string, days = 0): string | undefined => {
  const at = Date.parse(`${day}T00:00:00+07:00`);
  return Number.isNaN(at) ? undefined : new Date(at + days * DAY_MS).toISOString();
};

/** 'contest.paused' → 'Cuộc thi: tạm dừng'. What has no words yet is shown as it is stored. */
function deedOf(t: Words, action: string): string {
  const families: Record<string, string> = t.trail.families;
  const deeds: Record<string, string> = t.trail.deeds;
  const [family = '', deed = ''] = action.split('.');
  return families[family] && deeds[deed] ? `${families[family]}: ${deeds[deed]}` : action;
}

/** 'contest/3' → 'Cuộc thi 3', 'contest/3/signal/7' → 'Cuộc thi 3, Dấu hiệu 7'; null for what has no words, as an address. */
function subjectOf(t: Words, subject: string): string | null {
  const families: Record<string, string> = t.trail.families;
  const parts = subject.split('/');
  const pairs = parts.flatMap((part, index) =>
    index % 2 === 0 ? [[part.replaceAll('-', '_'), parts[index + 1]]] : [],
  );
  return pairs.every(([kind, id]) => kind !== undefined && families[kind] && id)
    ? pairs.map(([kind, id]) => `${families[kind!]} ${id}`).join(', ')
    : null;
}

/** What is stored, for programs: in no language. */
function Code({ children }: { children: string }) {
  return (
    <code className="trail-code" lang="zxx">
      {children}
    </code>
  );
}

/** Who did what, and whether the lines are still those that were written. */
export function Page() {
  const { t, f } = useLanguage();
  const list = useList();
  const [looked, setLooked] = useState<Line | null>(null);
  const [isChecking, setChecking] = useState(false);
  const [family, from, until] = [list.choice(FAMILY), list.choice(FROM), list.choice(UNTIL)];
  const [actorId, subject] = [list.choice(ACTOR), list.choice(SUBJECT)];
  const answer = useApi(PATH, {
    query: {
      family: family || undefined,
      search: list.search,
      from: dayStart(from),
      until: dayStart(until, 1),
      actorId: actorId || undefined,
      subject: subject || undefined,
      after: list.after,
    },
  });
  const isNarrowed = [list.search, family, from, until, actorId, subject].some((one) => one !== '');
  const actorOf = ({ actor }: Line) => (actor ? (actor.fullName ?? t.trail.gone) : t.trail.system);
  const columns: Column<Line>[] = [
    { key: 'what', title: t.trail.what, isHeader: true, cell: ({ action }) => deedOf(t, action) },
    {
      key: 'at',
      title: t.trail.at,
      cell: ({ at, seal }) => (
        <>
          {f.clockTimeExact(at)} {f.date(at)}
          <span className="hint">{seal === null ? t.trail.unsealed : t.trail.sealed(f.count(seal))}</span>
        </>
      ),
    },
    { key: 'who', title: t.trail.who, cell: actorOf },
    {
      key: 'subject',
      title: t.trail.subject,
      cell: ({ subject: of }) => <span className="trail-code">{subjectOf(t, of) ?? <Code>{of}</Code>}</span>,
    },
    {
      key: 'acts',
      title: '',
      cell: (line) => (
        <Button kind="second" work={() => setLooked(line)} label={t.trail.detailsOf(f.count(line.id))}>
          {t.trail.details}
        </Button>
      ),
    },
  ];
  const narrow = (name: string, value: string) => () => {
    list.choose(name, value);
    setLooked(null);
  };
  return (
    <>
      <div className="head">
        <h1>{t.trail.title}</h1>
        <Button kind="second" work={() => setChecking(true)}>
          {t.trail.check}
        </Button>
      </div>
      <p>{t.trail.lead}</p>
      {actorId !== '' && <Narrowed words={t.trail.narrowedToActor} widen={() => list.choose(ACTOR, '')} />}
      {subject !== '' && <Narrowed words={t.trail.narrowedToSubject(subject)} widen={() => list.choose(SUBJECT, '')} />}
      <DataTable
        name={t.trail.title}
        list={list}
        answer={answer}
        rows={answer.data?.lines}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.trail.search}
        empty={<p>{isNarrowed ? t.trail.notFound : t.trail.none}</p>}
        filters={
          <>
            <SelectField
              label={t.trail.family}
              value={family}
              onChange={(value) => list.choose(FAMILY, value)}
              options={[
                { value: '', title: t.trail.allFamilies },
                ...Object.entries(t.trail.families)
                  .map(([value, title]) => ({ value, title }))
                  .sort((a, b) => a.title.localeCompare(b.title, 'vi')),
              ]}
            />
            <TextField label={t.trail.from} type="date" value={from} onChange={(value) => list.choose(FROM, value)} />
            <TextField
              label={t.trail.until}
              type="date"
              value={until}
              onChange={(value) => list.choose(UNTIL, value)}
            />
          </>
        }
      />
      {looked && (
        <Dialog title={deedOf(t, looked.action)} onClose={() => setLooked(null)}>
          <dl className="trail-facts">
            <Fact name={t.trail.line(f.count(looked.id))}>
              {f.clockTimeExact(looked.at)} {f.date(looked.at)}
            </Fact>
            <Fact name={t.trail.who}>{actorOf(looked)}</Fact>
            <Fact name={t.trail.what}>
              <Code>{looked.action}</Code>
            </Fact>
            <Fact name={t.trail.subject}>
              <Code>{looked.subject}</Code>
            </Fact>
            {looked.requestId && (
              <Fact name={t.trail.request}>
                <Code>{looked.requestId}</Code>
              </Fact>
            )}
            <Stored name={t.trail.before} value={looked.before} />
            <Stored name={t.trail.after} value={looked.after} />
          </dl>
          {looked.before === null && looked.after === null && <p className="soft">{t.trail.nothing}</p>}
          <div className="row">
            {looked.actor && (
              <Button kind="second" work={narrow(ACTOR, looked.actor.id)}>
                {t.trail.onlyActor}
              </Button>
            )}
            <Button kind="second" work={narrow(SUBJECT, looked.subject)}>
              {t.trail.onlySubject}
            </Button>
            <Button work={() => setLooked(null)}>{t.shell.close}</Button>
          </div>
        </Dialog>
      )}
      {isChecking && <CheckDialog onClose={() => setChecking(false)} />}
    </>
  );
}

function Narrowed({ words, widen }: { words: string; widen: () => void }) {
  const { t } = useLanguage();
  return (
    <p className="box row">
      {words}
      <Button kind="quiet" work={widen}>
        {t.trail.all}
      </Button>
    </p>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What a line keeps, as it is stored: ids and settings. */
function Stored({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) return null;
  return (
    <Fact name={name}>
      <pre className="trail-stored" lang="zxx" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </Fact>
  );
}
