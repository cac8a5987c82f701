import type { ContestDetails } from '../../shared/api/views.js';
import { imprint as imprintWords } from '../../shared/messages/vi/imprint.js';
import { useLanguage } from '../language.js';
import { bringWords } from '../words.js';

bringWords({ imprint: imprintWords });

const LINES = ['responsible', 'address', 'telephone', 'email', 'licence'] as const;

/** The lines at the foot of a page as portals of the state have them, as far as the organizer wrote them. */
export function ImprintLines({ of }: { of: ContestDetails['branding']['footer'] }) {
  const { t } = useLanguage();
  return (
    <>
      {LINES.map((name) => {
        const text = of[name];
        return text && <p key={name}>{t.imprint[name](text)}</p>;
      })}
    </>
  );
}
