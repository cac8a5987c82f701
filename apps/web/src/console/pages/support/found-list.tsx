import type { RefObject } from 'react';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import type { Found } from './found.js';

/** Who was found, to choose from. */
export function FoundList({
  answer,
  heading,
  onOpen,
}: {
  answer: Found;
  heading: RefObject<HTMLHeadingElement | null>;
  onOpen: (participantId: string) => void;
}) {
  const { t, f } = useLanguage();
  const { people, hasMore } = answer;
  const count = f.count(people.length);
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
          <Button work={() => onOpen(person.participantId)} label={t.support.openOf(person.fullNameMasked)}>
            {t.support.open}
          </Button>
        </article>
      ))}
    </section>
  );
}
