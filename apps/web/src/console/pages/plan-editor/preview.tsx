import { useEffect, useRef } from 'react';
import { namedArticles, type ArticleName, type Regulations } from '../../regulations.js';
import { useLanguage } from '../../language.js';

/** Above the article that is brought into view. */
const MARGIN_PX = 12;

/** The thể lệ as it would be published now; what the fields beside it say stands out, and is brought into view. */
export function Preview({ regulations, about }: { regulations: Regulations; about: readonly ArticleName[] }) {
  const { t } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const first = about[0];
  useEffect(() => {
    const pane = frame.current;
    const article = pane?.querySelector<HTMLElement>('[data-about]');
    if (pane && article)
      pane.scrollTop += article.getBoundingClientRect().top - pane.getBoundingClientRect().top - MARGIN_PX;
  }, [first]);
  return (
    <div className="the-le" ref={frame} tabIndex={0} role="region" aria-label={t.plans.preview} lang="vi">
      <p className="the-le-head">
        THỂ LỆ
        <br />
        {regulations.title}
      </p>
      {namedArticles(regulations).map(({ name, title, paragraphs }, at) => (
        <section key={name} data-about={about.includes(name) || undefined}>
          <h3>
            Điều {at + 1}. {title}
          </h3>
          {paragraphs.map((paragraph, number) => (
            <Paragraph key={number} text={paragraph} number={paragraphs.length > 1 ? number + 1 : null} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** Lines that begin with '- ' are a list. */
function Paragraph({ text, number }: { text: string; number: number | null }) {
  const [head, ...items] = text.split('\n- ');
  return (
    <>
      <p>
        {number !== null && `${number}. `}
        {head}
      </p>
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </>
  );
}
