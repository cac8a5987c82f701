import { useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { letterOf } from '../../item-rules.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { wordDiff } from '../../word-diff.js';
import './items.css';

export type Item = Answer<'/api/banks/{bankCode}/items/{itemCode}', 'get'>;
export type Version = Item['versions'][number];

const hashUrl = (sha256: string): string => `/api/media/${sha256}`;

/** A question as a candidate sees it on a phone: the order of options is that in which they were written. */
export function PhonePreview({
  version,
}: {
  version: Pick<Version, 'kind' | 'stem' | 'options' | 'pictures' | 'audio' | 'mark'>;
}) {
  const { t } = useLanguage();
  const { kind, stem, options, pictures, audio, mark } = version;
  return (
    <section className="phone" aria-label={t.items.preview}>
      <p className="phone-stem">{stem || <span className="soft">{t.items.noStem}</span>}</p>
      {mark && <p className="tag tag-warn">{mark}</p>}
      {pictures.map(({ sha256, alt }) => (
        <img key={sha256} className="phone-picture" src={hashUrl(sha256)} alt={alt} />
      ))}
      {audio && (
        <audio className="phone-audio" controls preload="none" src={hashUrl(audio)} aria-label={t.items.audio} />
      )}
      <p className="phone-hint">{t.items.hints[kind]}</p>
      <ul className="phone-options">
        {options.map(({ text }, place) => (
          <li key={place}>
            <span className={kind === 'multiple' ? 'phone-box' : 'phone-dot'} aria-hidden="true" />
            <span>
              {kind !== 'true_false' && <b>{letterOf(place)}. </b>}
              {text}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One version with its key, explanation and source, and who stands behind it. */
export function VersionSheet({ version }: { version: Version }) {
  const { t, f } = useLanguage();
  const { stem, options, kind, level, explanation, document, date, article, validFrom, validTo } = version;
  const source = [document, date && f.date(`${date}T00:00:00+07:00`), article].filter(Boolean).join(', ');
  const days = [validFrom, validTo].map((day) => (day ? f.date(`${day}T00:00:00+07:00`) : null));
  return (
    <article className="card item-sheet">
      <p className="item-stem">{stem}</p>
      <p className="soft">
        {t.items.kinds[kind]} · {t.items.levels[level]}
      </p>
      <ul className="item-options">
        {options.map(({ text, right }, place) => (
          <li key={place} className={right ? 'item-right' : undefined}>
            <b>{letterOf(place)}.</b> {text} {right && <span className="tag tag-good">{t.items.right}</span>}
          </li>
        ))}
      </ul>
      <dl className="item-facts">
        <dt>{t.items.explanation}</dt>
        <dd>{explanation ?? <span className="soft">{t.items.none}</span>}</dd>
        <dt>{t.items.source}</dt>
        <dd>{source || <span className="soft">{t.items.none}</span>}</dd>
        <dt>{t.items.validity}</dt>
        <dd>{t.items.validDays(days[0] ?? null, days[1] ?? null)}</dd>
      </dl>
    </article>
  );
}

/** What was said of an item, and which rounds draw from it. */
export function ItemTalk({ bank, item }: { bank: string; item: Item }) {
  const { t, f } = useLanguage();
  return (
    <>
      <section className="card">
        <h2>{t.items.notes}</h2>
        {item.notes.length === 0 ? (
          <p className="soft">{t.items.noNotes}</p>
        ) : (
          <ul className="item-notes">
            {item.notes.map(({ act, words, byName, at, version }, i) => (
              <li key={i}>
                <b>{t.items.noteActs[act]}</b> · {byName ?? t.items.somebody} · {f.weekdayTime(at, 0)} ·{' '}
                {t.items.versionNo(f.count(version))}
                {words && <p className="item-words">{words}</p>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="card">
        <h2>{t.items.uses}</h2>
        {item.uses.length === 0 ? (
          <p className="soft">{t.items.noUses}</p>
        ) : (
          <ul className="item-notes">
            {item.uses.map(({ contestSlug, contestTitle, round, roundTitle, version, closesAt }) => (
              <li key={`${contestSlug} ${round} ${version}`}>
                {t.items.use(contestTitle, roundTitle, f.count(version), f.date(closesAt))}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Asked bank={bank} code={item.code} />
    </>
  );
}

/** In which rounds people were asked an item, and in how many of the papers. */
function Asked({ bank, code }: { bank: string; code: string }) {
  const { t, f } = useLanguage();
  const answer = useApi('/api/banks/{bankCode}/items/{itemCode}/exposure', {
    path: { bankCode: bank, itemCode: code },
  });
  const rounds = answer.data?.rounds;
  return (
    <section className="card">
      <h2>{t.items.askedRounds}</h2>
      {answer.error && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {rounds?.length === 0 && <p className="soft">{t.items.neverAskedLong}</p>}
      <ul className="item-notes">
        {rounds?.map(({ contestSlug, contestTitle, round, roundTitle, asked, papers, lastAskedAt }) => (
          <li key={`${contestSlug} ${round}`}>
            {t.items.askedRound(
              `${contestTitle}, ${roundTitle}`,
              f.count(asked),
              f.count(papers),
              f.percent(asked, papers),
              f.date(lastAskedAt),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Two versions side by side in words: what went and what came. */
export function Compare({ item, begin }: { item: Item; begin?: number }) {
  const { t, f } = useLanguage();
  const [newest] = item.versions;
  const [older, setOlder] = useState(begin ?? item.versions[1]?.version ?? newest!.version);
  const [newer, setNewer] = useState(newest!.version);
  const find = (no: number): Version => item.versions.find(({ version }) => version === no) ?? newest!;
  const [before, after] = [find(older), find(newer)];
  const choices = item.versions.map(({ version, writtenByName, createdAt }) => ({
    value: String(version),
    title: t.items.versionBy(f.count(version), writtenByName ?? t.items.fromFile, f.weekdayTime(createdAt, 0)),
  }));
  const lines: [string, string, string][] = [
    [t.items.stem, before.stem, after.stem],
    ...Array.from(
      { length: Math.max(before.options.length, after.options.length) },
      (_, i): [string, string, string] => [
        t.items.option(letterOf(i)),
        optionWords(before.options[i], t.items.right),
        optionWords(after.options[i], t.items.right),
      ],
    ),
    [t.items.explanation, before.explanation ?? '', after.explanation ?? ''],
    [t.items.source, sourceOf(before), sourceOf(after)],
    [t.items.levelLabel, String(before.level), String(after.level)],
  ];
  const changed = lines.filter(([, one, other]) => one !== other);
  return (
    <section className="card">
      <h2>{t.items.compare}</h2>
      <div className="item-pair">
        <SelectField
          label={t.items.older}
          value={String(older)}
          onChange={(v) => setOlder(Number(v))}
          options={choices}
        />
        <SelectField
          label={t.items.newer}
          value={String(newer)}
          onChange={(v) => setNewer(Number(v))}
          options={choices}
        />
      </div>
      {changed.length === 0 ? (
        <p className="soft">{t.items.noDifference}</p>
      ) : (
        <dl className="item-facts">
          {changed.map(([name, one, other]) => (
            <Line key={name} name={name} before={one} after={other} />
          ))}
        </dl>
      )}
    </section>
  );
}

const optionWords = (option: Version['options'][number] | undefined, right: string): string =>
  option ? `${option.text}${option.right ? ` (${right})` : ''}` : '';
const sourceOf = ({ document, date, article, validFrom, validTo }: Version): string =>
  [document, date, article, validFrom, validTo].filter(Boolean).join(', ');

function Line({ name, before, after }: { name: string; before: string; after: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <DiffWords before={before} after={after} />
      </dd>
    </>
  );
}

/** What went and what came of a text, word by word. */
export function DiffWords({ before, after }: { before: string; after: string }): ReactNode {
  return wordDiff(before, after).map(({ kind, text }, i) => {
    if (kind === 'same') return <span key={i}>{text}</span>;
    return kind === 'gone' ? <del key={i}>{text}</del> : <ins key={i}>{text}</ins>;
  });
}
