import { useAbout } from '../../contact.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { SignedPapers } from './signed-papers.js';
import { useGet } from '../../use-get.js';
import { regulations as regulationsWords } from '../../../shared/messages/vi/regulations.js';
import { bringWords } from '../../words.js';
import './regulations.css';

bringWords({ regulations: regulationsWords });

/** The whole thể lệ of a contest, to read or to print. It is a Vietnamese document in every language of the pages. */
export function Page({ params }: PageProps) {
  const { t } = useLanguage();
  const path = { slug: params['slug']! };
  const contest = useGet('/api/contests/{slug}', { path });
  const found = useGet('/api/contests/{slug}/the-le', { path });
  useAbout(contest.data ?? null);
  const back = (
    <p class="no-print">
      <a href={contestPath(path.slug)}>{t.regulations.toContest}</a>
    </p>
  );
  if (!found.data)
    return (
      <Frame title={t.regulations.title} isNarrow>
        {found.error ? <ErrorBox error={found.error} again={found.reload} /> : <Waiting lines={8} />}
      </Frame>
    );
  const { title, articles } = found.data;
  return (
    <Frame title={t.regulations.title} lead={title} isNarrow>
      {back}
      {contest.data && <SignedPapers papers={contest.data.branding.papers} />}
      {articles.length === 0 && <p class="box">{t.regulations.none}</p>}
      <ol class="articles" lang="vi">
        {articles.map((article, i) => (
          <li key={article.title}>
            <h2>{t.regulations.article(i + 1, article.title)}</h2>
            <Paragraphs of={article.paragraphs} />
          </li>
        ))}
      </ol>
      {articles.length > 0 && (
        <p class="no-print">
          <button class="button button-second" type="button" onClick={() => print()}>
            {t.regulations.print}
          </button>
        </p>
      )}
      {back}
    </Frame>
  );
}

function Paragraphs({ of }: { of: readonly string[] }) {
  if (of.length === 1) return <Lines text={of[0]!} />;
  return (
    <ol class="paragraphs">
      {of.map((text) => (
        <li key={text}>
          <Lines text={text} />
        </li>
      ))}
    </ol>
  );
}

/** A paragraph, and the lines that begin with '- ' as its list. */
function Lines({ text }: { text: string }) {
  const [first, ...more] = text.split('\n');
  return (
    <>
      <p>{first}</p>
      {more.length > 0 && (
        <ul>
          {more.map((line) => (
            <li key={line}>{line.replace(/^- /, '')}</li>
          ))}
        </ul>
      )}
    </>
  );
}
