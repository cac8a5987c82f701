import { useState } from 'react';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { FileButton } from '../../ui/file-button.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { BannerDialog } from './banner-dialog.js';
import { cutLogo } from './cut-picture.js';
import { FooterForm } from './footer-form.js';
import { Papers } from './papers.js';
import { brandingFile, useBranding, type Branded, type Branding, type CardActs } from './use-branding.js';

const PICTURES = 'image/png,image/jpeg';

/** Logo, banner, signed papers and footer of a contest or of a plan: each change holds at once, and is no change of the rules. */
export function BrandingCards({ of }: { of: Branded }) {
  const { t } = useLanguage();
  const access = useBranding(of);
  const say = useToast();
  const [removed, setRemoved] = useState<{ words: string; before: Branding } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  if (access.error && !access.state) return <ErrorBox error={access.error} again={access.again} />;
  if (!access.state) return <Waiting lines={6} />;
  const { branding } = access.state;
  const change: CardActs['change'] = async (changed, undoWords) => {
    setError(null);
    const before = await access.change(changed);
    setRemoved(undoWords === undefined ? null : { words: undoWords, before });
    if (undoWords === undefined) say(t.portal.saved);
  };
  const acts = { branding, access, change };
  return (
    <>
      <div role="status">
        {removed && (
          <div className="box row">
            <span>{removed.words}</span>
            <Button
              kind="second"
              onError={setError}
              work={async () => {
                await access.change(removed.before);
                setRemoved(null);
                say(t.portal.putBack);
              }}
            >
              {t.portal.undo}
            </Button>
          </div>
        )}
      </div>
      {error && <ErrorBox error={error} />}
      <div className="brand-cards">
        <LogoCard {...acts} />
        <BannerCard {...acts} />
      </div>
      <Papers {...acts} />
      <FooterForm key={access.state.version} {...acts} />
    </>
  );
}

function LogoCard({ branding: { logo }, access, change }: CardActs) {
  const { t } = useLanguage();
  const [error, setError] = useState<Error | string | null>(null);
  const send = async (file: File) => {
    setError(null);
    try {
      const picture = await createImageBitmap(file).catch(() => null);
      const blob = picture && (await cutLogo(picture));
      if (!blob) return setError(t.portal.noPicture);
      await change({ logo: { file: await access.keep('logo', blob), width: 0, height: 0 } });
    } catch (refused) {
      setError(refused as Error);
    }
  };
  return (
    <section className="card">
      <h2>{t.portal.logo}</h2>
      <p className="hint">{t.portal.logoHint}</p>
      {logo ? (
        <p className="brand-logo">
          <img src={brandingFile(logo.file)} alt={t.portal.logo} width={(logo.width * 96) / logo.height} height={96} />
        </p>
      ) : (
        <p className="soft">{t.portal.noLogo}</p>
      )}
      {typeof error === 'string' ? <p className="wrong">{error}</p> : error && <ErrorBox error={error} />}
      <div className="row">
        <FileButton
          label={logo ? t.portal.otherLogo : t.portal.chooseLogo}
          accept={PICTURES}
          onFile={(file) => void send(file)}
        />
        {logo && (
          <Button kind="quiet" onError={setError} work={() => change({ logo: null }, t.portal.logoGone)}>
            {t.portal.removeLogo}
          </Button>
        )}
      </div>
    </section>
  );
}

function BannerCard({ branding: { banner }, access, change }: CardActs) {
  const { t } = useLanguage();
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [error, setError] = useState<Error | string | null>(null);
  const open = async (file: File) => {
    setError(null);
    const found = await createImageBitmap(file).catch(() => null);
    if (!found) setError(t.portal.noPicture);
    else if (found.width < 720 || found.height < 180) setError(t.portal.smallPicture);
    else setPicture(found);
  };
  return (
    <section className="card">
      <h2>{t.portal.ownBanner}</h2>
      <p className="hint">{t.portal.ownBannerHint}</p>
      {banner ? (
        <>
          <img
            className="brand-banner"
            src={brandingFile(banner.small)}
            alt={banner.alt}
            width={banner.width}
            height={banner.height}
          />
          {banner.alt && <p className="hint">{t.portal.altIs(banner.alt)}</p>}
        </>
      ) : (
        <p className="soft">{t.portal.noBanner}</p>
      )}
      {typeof error === 'string' ? <p className="wrong">{error}</p> : error && <ErrorBox error={error} />}
      <div className="row">
        <FileButton
          label={banner ? t.portal.otherBanner : t.portal.chooseBanner}
          accept={PICTURES}
          onFile={(file) => void open(file)}
        />
        {banner && (
          <Button kind="quiet" onError={setError} work={() => change({ banner: null }, t.portal.bannerGone)}>
            {t.portal.removeBanner}
          </Button>
        )}
      </div>
      {picture && (
        <BannerDialog
          picture={picture}
          alt={banner?.alt ?? ''}
          onClose={() => setPicture(null)}
          work={async ({ full, small, alt }) => {
            const files = { file: await access.keep('banner', full), small: await access.keep('banner', small) };
            await change({ banner: { ...files, alt, width: 0, height: 0 } });
            setPicture(null);
          }}
        />
      )}
    </section>
  );
}
