import { useLanguage } from '../../language.js';
import { CopyButton } from '../../ui/copy-button.js';
import { QrImage } from '../../ui/qr-image.js';

/** How the people of a unit are brought to it: the address, its QR code, and words to send along. */
export function ShareUnit({
  slug,
  contest,
  code,
  name,
}: {
  slug: string;
  contest: string;
  code: string;
  name: string;
}) {
  const { t } = useLanguage();
  const path = `/cuoc-thi/${slug}?don-vi=${encodeURIComponent(code)}`;
  const address = `${location.origin}${path}`;
  const message = t.unit.messageText(name, contest, address);
  return (
    <section class="card unit-share">
      <div class="unit-share-words">
        <h2>{t.unit.shareTitle}</h2>
        <p class="soft">{t.unit.shareText}</p>
        <h3>{t.unit.address}</h3>
        <p class="unit-share-text">{address}</p>
        <CopyButton text={address}>{t.unit.copyAddress}</CopyButton>
        <h3>{t.unit.message}</h3>
        <p class="unit-share-text">{message}</p>
        <CopyButton text={message}>{t.unit.copyMessage}</CopyButton>
      </div>
      <QrImage path={path} label={t.unit.shareQr(name)} size={200} />
    </section>
  );
}
