import { useLanguage } from '../language.js';
import { Page as Frame } from '../ui/page.js';

export function Page() {
  const { t } = useLanguage();
  return (
    <Frame title={t.shell.notFound} isNarrow>
      <p>{t.shell.notFoundText}</p>
      <a class="button" href="/">
        {t.shell.backHome}
      </a>
    </Frame>
  );
}
