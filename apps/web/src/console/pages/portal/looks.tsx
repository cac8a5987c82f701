import { useEffect, useState } from 'react';
import { useLanguage } from '../../language.js';

/** px of a phone and of a desk, and in which part of its size each is shown. */
const SCREENS = {
  phone: { width: 360, height: 900, scale: 0.6 },
  desk: { width: 1280, height: 1200, scale: 0.45 },
} as const;
/** The first HTML of a page may be as old (Looks of the api). */
const KEPT_MS = 3_500;

/** The page of a contest itself, as a phone and a desk show it. Only to look at: its buttons stay on the page itself. */
export function Looks({ slug, state }: { slug: string; state: string }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(state);
  useEffect(() => {
    const timer = setTimeout(() => setShown(state), KEPT_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div className="looks">
      {(['phone', 'desk'] as const).map((screen) => {
        const { width, height, scale } = SCREENS[screen];
        return (
          <figure key={screen} className="look">
            <figcaption>
              {t.portal.screens[screen]} {shown !== state && <span role="status">{t.portal.comesSoon}</span>}
            </figcaption>
            <div className={`look-box look-${screen}`} inert>
              <iframe
                key={shown}
                title={t.portal.screens[screen]}
                src={`/cuoc-thi/${slug}`}
                width={width}
                height={height}
                tabIndex={-1}
                loading="lazy"
                style={{ transform: `scale(${scale})` }}
              />
            </div>
          </figure>
        );
      })}
    </div>
  );
}
