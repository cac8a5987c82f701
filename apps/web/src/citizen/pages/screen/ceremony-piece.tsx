import { decidedWords } from '../../../shared/decided.js';
import type { OfficialField, OfficialResult, PublicWinner } from '../../../shared/api/views.js';
import { criteria as criteriaWords } from '../../../shared/messages/vi/criteria.js';
import { screen as screenWords } from '../../../shared/messages/vi/screen.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';
import type { Announced } from './ceremony.js';
import { Code, Stage } from './stage.js';

bringWords({ criteria: criteriaWords, screen: screenWords });

/** The ceremony of one field: what was published, or the commitment that stands before the draw. */
export function Ceremony({
  slug,
  fields,
  name,
  step,
}: {
  slug: string;
  fields: OfficialField[];
  name: string;
  step: string | undefined;
}) {
  const { t } = useLanguage();
  const field = fields.find((one) => one.name === name);
  if (field?.state === 'published') return <Published slug={slug} field={field} step={step} />;
  return (
    <div class="stage">
      <div class="stage-slide">
        {field?.lot ? (
          <>
            <p class="stage-over">{field.title}</p>
            <h2 class="stage-middle">{t.screen.commitment}</h2>
            <Code text={field.lot.commitment} />
            <p class="stage-line">{t.screen.commitmentText}</p>
          </>
        ) : (
          <p class="stage-middle">{t.screen.nothingPublished}</p>
        )}
      </div>
    </div>
  );
}

function Published({ slug, field, step }: { slug: string; field: OfficialField; step: string | undefined }) {
  const { t, f } = useLanguage();
  const path = { slug, field: field.name };
  const { data, error, reload } = useGet('/api/contests/{slug}/official-results/{field}', { path });
  if (!data) return error ? <ErrorBox error={error} again={reload} /> : <Waiting words={t.screen.waiting} />;
  const linesOf = ({ score, distance, durationMs, ahead, decided }: PublicWinner): string[] => {
    const result = [
      ...(score === null ? [] : [t.screen.points(f.decimal(score))]),
      ...(distance === null ? [] : [t.screen.offBy(f.count(distance))]),
      ...(durationMs === null ? [] : [f.duration(durationMs)]),
    ];
    const reason = ahead ?? decided;
    const said = ahead ? t.screen.ahead : t.screen.behind;
    return [
      ...(result.length === 0 ? [] : [result.join(' · ')]),
      ...(reason === null ? [] : [said(f.count(reason.step), decidedWords(t.criteria, f, reason))]),
    ];
  };
  return (
    <Stage
      field={field.title}
      announced={announcedOf(data, linesOf)}
      step={step}
      address={`${contestPath(slug, 'ket-qua-chinh-thuc')}?xem=${field.name}`}
    />
  );
}

function announcedOf({ lot, draws, prizes }: OfficialResult, linesOf: (winner: PublicWinner) => string[]): Announced {
  const drawn = draws.flatMap(({ lots }) =>
    lots.map((one) => ({ name: one.name, unit: one.unitName, number: one.lot })),
  );
  return {
    lot: lot?.seed && drawn.length > 0 ? { commitment: lot.commitment, seed: lot.seed, draws: drawn } : null,
    prizes: prizes.map(({ title, audienceTitle, block, winners }) => ({
      ...{ title, of: audienceTitle ?? block },
      winners: winners.map((winner) => ({
        name: winner.name ?? winner.unitName,
        unit: winner.name === null ? null : winner.unitName,
        lines: linesOf(winner),
      })),
    })),
  };
}
