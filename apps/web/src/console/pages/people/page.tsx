import { useLanguage } from '../../language.js';

export function Page() {
  const { t } = useLanguage();
  return <h1>{t.people.title}</h1>;
}
