import type { ComponentChildren } from 'preact';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { OwnData } from '../../../shared/api/views.js';
import { writeDate } from '../../../shared/person-input.js';
import { useLanguage } from '../../language.js';
import { useGet } from '../../use-get.js';
import { AttemptCard } from '../me/attempt-card.js';

/** The copy of one's data in words. */
export function DataView({ data }: { data: OwnData }) {
  const { t, f } = useLanguage();
  const now = serverNow();
  const at = (instant: string) => f.weekdayTime(instant, now);
  const born = (date: string | null) => (date ? writeDate(date) : t.me.noBirthDate);
  const {
    account,
    participations,
    attempts,
    consents,
    unitCorrections,
    deskNotes,
    incidents,
    identityRequests,
    sessions,
    feedback,
  } = data;
  const titleOf = (slug: string) => participations.find(({ contestSlug }) => contestSlug === slug)?.contestTitle;
  const topics = useGet(feedback.length > 0 ? '/api/feedback-topics' : null).data?.topics ?? [];
  return (
    <>
      <p class="soft">{t.data.takenAt(at(data.takenAt))}</p>
      <h3>{t.data.account}</h3>
      <Pairs
        of={[
          [t.me.name, account.fullName],
          [t.me.phone, account.phone ?? t.me.noPhone],
          [t.me.birthDate, born(account.birthDate)],
          [t.data.createdAt, at(account.createdAt)],
        ]}
      />
      <h3>{t.data.participations}</h3>
      {participations.length === 0 && <p>{t.data.none}</p>}
      {participations.map(({ contestSlug, contestTitle, ...joined }) => (
        <div key={contestSlug} class="kept">
          <p>
            <strong>{contestTitle}</strong>
          </p>
          <Pairs
            of={[
              [t.data.unit, joined.unitName],
              [t.data.audience, joined.audienceTitle],
              [t.me.name, joined.fullName],
              [t.me.birthDate, born(joined.birthDate)],
              ...(joined.guardianName ? [[t.data.guardian, joined.guardianName] as Pair] : []),
              [t.data.joinedAt, at(joined.joinedAt)],
            ]}
          />
        </div>
      ))}
      <h3>{t.data.consents}</h3>
      {consents.length === 0 && <p>{t.data.none}</p>}
      {consents.map(({ contestSlug, purpose, text, givenAt, withdrawnAt }) => (
        <div key={`${contestSlug} ${purpose} ${givenAt}`} class="kept">
          <p>
            <strong>{titleOf(contestSlug)}</strong>
          </p>
          <p>
            {t.data.purposes[purpose]}. {t.data.given(at(givenAt))} {withdrawnAt && t.data.withdrawn(at(withdrawnAt))}
          </p>
          <details class="fold">
            <summary>{t.data.consentText}</summary>
            <div class="fold-text" lang="vi">
              {text.split('\n').map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </div>
          </details>
        </div>
      ))}
      <h3>{t.data.corrections}</h3>
      {unitCorrections.length === 0 && <p>{t.data.none}</p>}
      {unitCorrections.map(({ contestSlug, fromUnitName, toUnitName, state, askedAt, reason, note }) => (
        <div key={askedAt} class="kept">
          <p>
            <strong>{titleOf(contestSlug)}</strong> {t.data.correction(fromUnitName, toUnitName)}
          </p>
          <p>
            {t.data.correctionAsked(at(askedAt))} {t.data.correctionState[state]}
          </p>
          {reason && <p>{t.data.correctionReason(reason)}</p>}
          {note && <p>{t.data.correctionNote(note)}</p>}
        </div>
      ))}
      {incidents.length > 0 && <h3>{t.data.incidents}</h3>}
      {incidents.map(({ code, text, answer, reportedAt }) => (
        <div key={code} class="kept">
          <p class="soft">
            {code} {at(reportedAt)}
          </p>
          <p>{text}</p>
          {answer && <p>{answer}</p>}
        </div>
      ))}
      {deskNotes.length > 0 && <h3>{t.data.deskNotes}</h3>}
      {deskNotes.map(({ contestSlug, text, notedAt }) => (
        <div key={notedAt} class="kept">
          <p class="soft">
            {titleOf(contestSlug)} {at(notedAt)}
          </p>
          <p>{text}</p>
        </div>
      ))}
      {identityRequests.some(({ givenAt }) => givenAt !== null) && <h3>{t.data.identityNumbers}</h3>}
      {identityRequests.map(
        ({ contestSlug, contestTitle, last4, givenAt }) =>
          last4 &&
          givenAt && (
            <p key={contestSlug} class="kept">
              <strong>{contestTitle}</strong> {t.data.identityGiven(last4, at(givenAt))}
            </p>
          ),
      )}
      <h3>{t.me.attempts}</h3>
      {attempts.length === 0 && <p>{t.data.none}</p>}
      <ul class="attempts">
        {attempts.map((attempt) => (
          <AttemptCard key={attempt.attemptId} attempt={attempt} />
        ))}
      </ul>
      <h3>{t.data.feedback}</h3>
      {feedback.length === 0 && <p>{t.data.none}</p>}
      {feedback.map(({ unitName, topic, text, satisfaction, givenAt }) => (
        <div key={givenAt} class="kept">
          <p class="soft">
            {t.data.feedbackGiven(at(givenAt))} {topics.find(({ code }) => code === topic)?.title} {unitName}
          </p>
          {satisfaction !== null && <p>{t.data.satisfaction(f.count(satisfaction))}</p>}
          {text && <p>{text}</p>}
        </div>
      ))}
      <h3>{t.data.sessions}</h3>
      <ul>
        {sessions.map(({ startedAt, expiresAt, endedAt }) => (
          <li key={startedAt}>
            {t.data.sessionFrom(at(startedAt))},{' '}
            {endedAt
              ? t.data.sessionEnded(at(endedAt))
              : Date.parse(expiresAt) < now
                ? t.data.sessionEnded(at(expiresAt))
                : t.data.sessionOpen(at(expiresAt))}
          </li>
        ))}
      </ul>
    </>
  );
}

type Pair = [label: string, value: ComponentChildren];

const Pairs = ({ of }: { of: Pair[] }) => (
  <dl class="pairs">
    {of.map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
