import { Link } from 'react-router';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import { BANK, ITEM, type Bank } from '../items/bank.js';

type Row = Answer<'/api/banks/{bankCode}/wordings', 'get'>['items'][number];
export type WordingState = Row['state'];

/** In addresses: the language, and which of its questions. */
export const LANGUAGE = 'tieng';
const STATE = 'buoc';
const STATES = ['unsigned', 'missing', 'stale', 'written', 'returned', 'signed'] as const;
/** The first in the list of the server: what is counted there names all the others. */
const FIRST = 'tai';

export const wordingAddress = (bank: string, language: string, code: string | null) => ({
  pathname: '/cau-hoi/tieng-khac',
  search: `?${new URLSearchParams({ [BANK]: bank, [LANGUAGE]: language, ...(code !== null && { [ITEM]: code }) })}`,
});

/** The questions of a bank in one language, and how many each step has. */
export function WordingList({ bank }: { bank: Bank }) {
  const { t, f } = useLanguage();
  const list = useList();
  const language = list.choice(LANGUAGE) || FIRST;
  const state = STATES.find((one) => one === list.choice(STATE));
  const answer = useApi('/api/banks/{bankCode}/wordings', {
    path: { bankCode: bank.code },
    query: { language, state, q: list.search, after: list.after },
  });
  const languages = answer.data?.languages ?? [];
  const counts = languages.find((one) => one.language === language)?.counts;
  const unsigned = counts && counts.missing + counts.stale + counts.written + counts.returned;
  const columns: Column<Row>[] = [
    {
      key: 'code',
      title: t.items.question,
      isHeader: true,
      cell: ({ code, stem }) => (
        <span className="item-line">
          <Link to={wordingAddress(bank.code, language, code)}>{code}</Link>
          <br />
          {stem}
        </span>
      ),
    },
    {
      key: 'wording',
      title: t.wordings.wording,
      cell: ({ wordingStem, hasAudio }) =>
        wordingStem === null ? (
          <span className="soft">{t.wordings.none}</span>
        ) : (
          <span className="item-line">
            <span lang={language}>{wordingStem}</span>
            <br />
            <span className="soft">{hasAudio ? t.wordings.hasAudio : t.wordings.noAudio}</span>
          </span>
        ),
    },
    { key: 'state', title: t.items.status, cell: (row) => <WordingTag state={row.state} /> },
    {
      key: 'writtenBy',
      title: t.wordings.writer,
      cell: ({ writtenByName, isOwn, wordingStem }) => (
        <>
          {wordingStem === null ? <span className="soft">{t.wordings.none}</span> : (writtenByName ?? t.items.fromFile)}{' '}
          {isOwn && <span className="tag tag-quiet">{t.items.own}</span>}
        </>
      ),
    },
  ];
  return (
    <>
      <p>{t.wordings.lead}</p>
      <p role="status">
        {counts && unsigned === 0 && <span className="tag tag-good">{t.wordings.whole}</span>}
        {counts && unsigned !== 0 && t.wordings.counts(f.count(counts.signed), f.count(unsigned ?? 0))}
      </p>
      <DataTable
        name={t.wordings.title}
        list={list}
        answer={answer}
        rows={answer.data?.items}
        rowKey={({ code }) => code}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.wordings.search}
        empty={<p>{t.wordings.empty}</p>}
        filters={
          <>
            <SelectField
              label={t.wordings.language}
              value={language}
              onChange={(value) => list.choose(LANGUAGE, value)}
              options={languages.map((one) => ({
                value: one.language,
                title: t.wordings.languageOf(one.title, f.count(one.counts.signed)),
              }))}
            />
            <SelectField
              label={t.items.status}
              value={state ?? ''}
              onChange={(value) => list.choose(STATE, value)}
              options={[
                { value: '', title: t.items.any },
                ...STATES.map((one) => ({
                  value: one,
                  title: t.wordings.stepOf(
                    t.wordings.states[one],
                    f.count((one === 'unsigned' ? unsigned : counts?.[one]) ?? 0),
                  ),
                })),
              ]}
            />
          </>
        }
      />
    </>
  );
}

const TAGS: Record<WordingState, string> = {
  ...{ missing: 'tag tag-quiet', stale: 'tag tag-warn', written: 'tag', returned: 'tag tag-wrong' },
  signed: 'tag tag-good',
};

/** Where a question stands in a language. */
export function WordingTag({ state }: { state: WordingState }) {
  const { t } = useLanguage();
  return <span className={TAGS[state]}>{t.wordings.states[state]}</span>;
}
