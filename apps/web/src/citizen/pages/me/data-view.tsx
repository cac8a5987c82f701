import type { ComponentChildren } from 'preact';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { OwnData } from '../../../shared/api/views.js';
import { writeDate } from '../../../shared/person-input.js';
import { useLanguage } from '../../language.js';
import { useGet } from '../../use-get.js';
import { AttemptCard } from './attempt-card.js';

/** The copy of one's data in words. */
export function DataView({ data }: { data: OwnData }) {
  const { t, f } = useLanguage();
  const now = serverNow();
  const at = (instant: string) => f.weekdayTime(instant, now);
  const born = (date: string | null) => (date ? writeDate(date) : t.me.noBirthDate);
  const { account, participations, attempts, consents, sessions, feedback } = data;
  const topics = useGet(feedback.length > 0 ? '/api/feedback-topics' : null).data?.topics ?? [];
  return (
    <>
      <p class="soft">{t.me.takenAt(at(data.takenAt))}</p>
      <h3>{t.me.account}</h3>
      <Pairs
        of={[
          [t.me.name, account.fullName],
          [t.me.phone, account.phone ?? t.me.noPhone],
          [t.me.birthDate, born(account.birthDate)],
          [t.me.createdAt, at(account.createdAt)],
        ]}
      />
      <h3>{t.me.participations}</h3>
      {participations.length === 0 && <p>{t.me.none}</p>}
      {participations.map(({ contestSlug, contestTitle, unitName, audienceTitle, fullName, birthDate, joinedAt }) => (
        <div key={contestSlug} class="kept">
          <p>
            <strong>{contestTitle}</strong>
          </p>
          <Pairs
            of={[
              [t.me.unit, unitName],
              [t.me.audience, audienceTitle],
              [t.me.name, fullName],
              [t.me.birthDate, born(birthDate)],
              [t.me.joinedAt, at(joinedAt)],
            ]}
          />
        </div>
      ))}
      <h3>{t.me.consents}</h3>
      {consents.length === 0 ? <p>{t.me.none}</p> : <p>{t.me.consentWithdraw}</p>}
      {consents.map(({ contestSlug, purpose, version, text, givenAt, withdrawnAt }) => (
        <div key={`${contestSlug} ${purpose} ${version}`} class="kept">
          <p>
            <strong>{participations.find((one) => one.contestSlug === contestSlug)?.contestTitle}</strong>{' '}
            {t.me.consentGiven(at(givenAt))} {withdrawnAt && t.me.consentWithdrawn(at(withdrawnAt))}
          </p>
          <details class="fold">
            <summary>{t.me.consentText}</summary>
            <div class="fold-text" lang="vi">
              {text.split('\n').map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </div>
          </details>
        </div>
      ))}
      <h3>{t.me.attempts}</h3>
      {attempts.length === 0 && <p>{t.me.none}</p>}
      <ul class="attempts">
        {attempts.map((attempt) => (
          <AttemptCard key={attempt.attemptId} attempt={attempt} />
        ))}
      </ul>
      <h3>{t.me.feedback}</h3>
      {feedback.length === 0 && <p>{t.me.none}</p>}
      {feedback.map(({ unitName, topic, text, satisfaction, givenAt }) => (
        <div key={givenAt} class="kept">
          <p class="soft">
            {t.me.feedbackGiven(at(givenAt))} {topics.find(({ code }) => code === topic)?.title} {unitName}
          </p>
          {satisfaction !== null && <p>{t.me.satisfaction(f.count(satisfaction))}</p>}
          {text && <p>{text}</p>}
        </div>
      ))}
      <h3>{t.me.sessions}</h3>
      <ul>
        {sessions.map(({ startedAt, expiresAt, endedAt }) => (
          <li key={startedAt}>
            {t.me.sessionFrom(at(startedAt))},{' '}
            {endedAt
              ? t.me.sessionEnded(at(endedAt))
              : Date.parse(expiresAt) < now
                ? t.me.sessionEnded(at(expiresAt))
                : t.me.sessionOpen(at(expiresAt))}
          </li>
        ))}
      </ul>
    </>
  );
}

const Pairs = ({ of }: { of: [label: string, value: ComponentChildren][] }) => (
  <dl class="pairs">
    {of.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
