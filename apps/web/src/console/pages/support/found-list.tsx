import { useState, type RefObject } from 'react';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { holds, useAccount } from '../../session.js';
import { Button } from '../../ui/button.js';
import { CodeDialog } from './code-dialog.js';
import { ExcludeDialog } from './exclude-dialog.js';
import type { Found, FoundPerson, Told } from './found.js';

/** Who was found, and what can be done for each. */
export function FoundList({
  answer,
  told,
  heading,
}: {
  answer: Found;
  told: Told;
  heading: RefObject<HTMLHeadingElement | null>;
}) {
  const { t, f } = useLanguage();
  const { id } = useContest();
  const { roles } = useAccount();
  const [helped, setHelped] = useState<FoundPerson | null>(null);
  const [excluded, setExcluded] = useState<FoundPerson | null>(null);
  const { people, hasMore } = answer;
  const count = f.count(people.length);
  const mayExclude = holds(roles, ['organizer', 'administrator'], id);
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {people.length === 0 ? t.support.nobody : hasMore ? t.support.foundMore(count) : t.support.found(count)}
      </h2>
      {people.length === 0 && <p>{t.support.nobodyNext}</p>}
      {people.map((person) => (
        <article key={person.participantId} className="card">
          <h3>
            {person.fullNameMasked} · {person.phoneMasked ?? t.support.noPhone}
          </h3>
          <p>
            {person.unit.name}
            {person.unit.parentName && ` (${person.unit.parentName})`}
            <br />
            <span className="soft">
              {t.support.joined(f.weekdayTime(person.joinedAt, 0))} · {t.support.attempts(f.count(person.attempts))}
            </span>
          </p>
          {person.noCode && <p className="box box-warn">{t.support.noCode[person.noCode]}</p>}
          <p className="row">
            {!person.noCode && (
              <Button work={() => setHelped(person)} label={t.support.giveCodeTo(person.fullNameMasked)}>
                {t.support.giveCode}
              </Button>
            )}
            {mayExclude && (
              <Button kind="quiet" work={() => setExcluded(person)}>
                {t.support.exclude}
              </Button>
            )}
          </p>
        </article>
      ))}
      {helped && <CodeDialog person={helped} told={told} onClose={() => setHelped(null)} />}
      {excluded && <ExcludeDialog person={excluded} onClose={() => setExcluded(null)} />}
    </section>
  );
}
