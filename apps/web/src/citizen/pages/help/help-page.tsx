import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../../language.js';
import { Page as Frame } from '../../ui/page.js';
import { Hotlines } from './hotlines.js';
import { PICTURES } from './pictures.js';
import './help.css';
import { help as helpWords } from '../../../shared/messages/vi/help.js';
import { bringWords } from '../../words.js';

bringWords({ help: helpWords });

/** How to take part: five pictures, the questions people ask, whom to call. On paper it is one A4. */
export function Page() {
  const { t, f } = useLanguage();
  return (
    <Frame title={t.help.title} lead={t.help.lead}>
      <div class="help">
        <ol class="steps">
          {t.help.steps.map(({ title, text }, i) => {
            const Picture = PICTURES[i]!;
            return (
              <li key={i}>
                <Picture />
                <div>
                  <p class="step-number">{t.help.step(f.count(i + 1))}</p>
                  <h2>{title}</h2>
                  <p>{text}</p>
                </div>
              </li>
            );
          })}
        </ol>
        <p class="row no-print">
          <a class="button" href="/">
            {t.help.toContests}
          </a>
          <button type="button" class="button button-second" onClick={() => print()}>
            {t.help.print}
          </button>
        </p>
        <Questions />
        <Hotlines />
      </div>
    </Frame>
  );
}

function Questions() {
  const { t } = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  // Paper cannot be opened.
  useEffect(() => {
    let closed: HTMLDetailsElement[] = [];
    const unfold = () => {
      closed = [...(list.current?.querySelectorAll<HTMLDetailsElement>('details:not([open])') ?? [])];
      for (const one of closed) one.open = true;
    };
    const fold = () => {
      for (const one of closed) one.open = false;
    };
    addEventListener('beforeprint', unfold);
    addEventListener('afterprint', fold);
    return () => {
      removeEventListener('beforeprint', unfold);
      removeEventListener('afterprint', fold);
    };
  }, []);
  return (
    <section>
      <h2>{t.help.questions}</h2>
      <div class="questions" ref={list}>
        {t.help.answers.map(({ question, answer }) => (
          <details key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
