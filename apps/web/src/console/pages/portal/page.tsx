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
import { BrandingCards } from './branding-cards.js';
import { Looks } from './looks.js';
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
      <p>{t.portal.lead}</p>
      {details.error && <ErrorBox error={details.error} again={() => void details.refetch()} />}
      {!contest && !details.error && <Waiting lines={6} />}
      {contest && (
        <>
          <section>
            <h2>{t.portal.preview}</h2>
            <p>{t.portal.previewText}</p>
            <Looks slug={slug} state={JSON.stringify(contest.branding)} />
            <p>
              <a href={path}>{t.plans.toContest}</a>
            </p>
          </section>
          <BrandingCards of={{ slug }} />
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
