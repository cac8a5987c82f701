import { useLanguage } from '../../language.js';
import { Page as Frame } from '../../ui/page.js';

export function Page() {
  const { t } = useLanguage();
  return <Frame title={t.verify.title}>…</Frame>;
}
