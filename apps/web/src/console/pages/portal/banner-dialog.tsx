import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../language.js';
import { BANNER_RATIO } from '../../regulations.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, TextField } from '../../ui/field.js';
import { cutBanner, drawBanner } from './cut-picture.js';

const SHOWN_WIDTH = 720;

/** Which part of a picture becomes the banner, and what it says to who does not see it. */
export function BannerDialog({
  picture,
  alt: altBefore,
  work,
  onClose,
}: {
  picture: ImageBitmap;
  alt: string;
  work: (banner: { full: Blob; small: Blob; alt: string }) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [place, setPlace] = useState(50);
  const [alt, setAlt] = useState(altBefore);
  const [error, setError] = useState<Error | string | null>(null);
  const ratio = picture.width / picture.height / BANNER_RATIO;
  const hasChoice = Math.abs(ratio - 1) > 0.005;
  useEffect(() => {
    if (canvas.current) drawBanner(canvas.current, picture, place / 100, SHOWN_WIDTH);
  }, [picture, place]);
  return (
    <Dialog title={t.portal.cutTitle} onClose={onClose} isAlert>
      <p>{t.portal.cutText}</p>
      <canvas ref={canvas} className="brand-banner" width={SHOWN_WIDTH} height={SHOWN_WIDTH / BANNER_RATIO} />
      {hasChoice && (
        <Field label={ratio > 1 ? t.portal.cutAcross : t.portal.cutDown}>
          {(ties) => (
            <input
              type="range"
              className="brand-range"
              min={0}
              max={100}
              {...ties}
              value={place}
              onChange={({ target }) => setPlace(Number(target.value))}
            />
          )}
        </Field>
      )}
      <TextField label={t.portal.alt} hint={t.portal.altHint} value={alt} onChange={setAlt} maxLength={200} />
      {typeof error === 'string' ? <p className="wrong">{error}</p> : error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        <Button
          onError={setError}
          work={async () => {
            setError(null);
            const banner = await cutBanner(picture, place / 100);
            if (!banner) return setError(t.portal.noPicture);
            await work({ ...banner, alt });
          }}
        >
          {t.portal.useBanner}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
