import type { ContestDetails } from '../../../shared/api/views.js';
import { brandingFile } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';

/** The organizer's own picture above the name of the contest, else a band in its colour with who runs it. */
export function Banner({ contest: { branding, agency, managingAgency } }: { contest: ContestDetails }) {
  const { t } = useLanguage();
  const { banner } = branding;
  if (!banner)
    return (
      <p class="banner banner-drawn">
        {managingAgency && <span>{managingAgency}</span>}
        <strong>{agency ?? t.shell.product}</strong>
      </p>
    );
  const { file, small, alt, width, height } = banner;
  return (
    <img
      class="banner"
      src={brandingFile(file)}
      srcset={`${brandingFile(small)} 720w, ${brandingFile(file)} ${width}w`}
      sizes="(min-width: 72rem) 70rem, 100vw"
      {...{ alt, width, height }}
    />
  );
}
