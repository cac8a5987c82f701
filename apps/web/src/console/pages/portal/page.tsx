import './portal.css';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { CopyButton } from '../../ui/copy-button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField } from '../../ui/field.js';
import { Waiting } from '../../ui/waiting.js';
import { portalHtml } from './portal-html.js';

const WIDTHS = ['300', '600', '1200'] as const;

/** How the contest shows itself: who runs it, its colours, and what a portal pastes to lead people to it. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const details = useApi('/api/contests/{slug}', { path: { slug } });
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>('600');
  const contest = details.data;
  const path = `/cuoc-thi/${slug}`;
  const html = contest ? portalHtml(location.origin, contest, Number(width)) : '';
  const code = `/qr.svg?path=${encodeURIComponent(path)}`;
  return (
    <>
      <div className="head">
        <h1>{t.portal.title}</h1>
        <Link to="/cuoc-thi">{t.portal.toRules}</Link>
      </div>
      {details.error && <ErrorBox error={details.error} again={() => void details.refetch()} />}
      {!contest && !details.error && <Waiting lines={6} />}
      {contest && (
        <>
          <section>
            <h2>{t.portal.preview}</h2>
            <p>{t.portal.previewText}</p>
            <div className="looks">
              {(['phone', 'desk'] as const).map((screen) => (
                <figure key={screen} className={`look look-${screen}`}>
                  <figcaption>{t.portal.screens[screen]}</figcaption>
                  <div className="look-page" style={colourStyle(contest.colours)}>
                    <p className="look-bar">{contest.managingAgency ?? contest.agency ?? t.shell.product}</p>
                    <div className="look-body">
                      <p className="look-title">{contest.title}</p>
                      {contest.agency && <p className="soft">{contest.agency}</p>}
                      <p>
                        {f.date(contest.opensAt)} – {f.date(contest.closesAt)}
                      </p>
                      <span className="look-button">{t.plans.accentSample}</span>
                    </div>
                    <p className="look-foot">
                      {[contest.hotline, contest.managingAgency, contest.agency].filter(Boolean).join(' · ')}
                    </p>
                  </div>
                </figure>
              ))}
            </div>
            <p>
              <a href={path}>{t.plans.toContest}</a>
            </p>
          </section>
          <section className="card">
            <h2>{t.portal.banner}</h2>
            <p>{t.portal.bannerText}</p>
            <img
              className="portal-picture"
              src={`/og/${encodeURIComponent(slug)}.png`}
              alt={t.portal.pictureOf(contest.title)}
              width={600}
              height={315}
            />
            <SelectField
              label={t.portal.width}
              value={width}
              options={WIDTHS.map((value) => ({ value, title: t.portal.pixels(f.count(Number(value))) }))}
              onChange={setWidth}
            />
            <Field label={t.portal.html} hint={t.portal.htmlHint}>
              {(ties) => (
                <>
                  <input className="input portal-html" readOnly {...ties} value={html} />
                  <CopyButton text={html} source={ties.id}>
                    {t.portal.copyHtml}
                  </CopyButton>
                </>
              )}
            </Field>
          </section>
          <section className="card">
            <h2>{t.portal.code}</h2>
            <p>{t.portal.codeText}</p>
            <img className="portal-code" src={code} alt={t.portal.codeOf(contest.title)} width={220} height={220} />
            <p>
              <a href={code} download={`${slug}.svg`}>
                {t.portal.keepCode}
              </a>
            </p>
            <p className="portal-address">{location.origin + path}</p>
          </section>
        </>
      )}
    </>
  );
}

/** The colours of the contest for this part of the page only. */
const colourStyle = (colours: Readonly<Record<string, string>> | null): Record<string, string> =>
  Object.fromEntries(Object.entries(colours ?? {}).map(([name, colour]) => [`--${name}`, colour]));
