import { Link } from 'react-router';
import { useLanguage } from '../language.js';

export function NotFound() {
  const { t } = useLanguage();
  return (
    <>
      <h1>{t.shell.notFound}</h1>
      <p>{t.shell.notFoundText}</p>
      <Link className="button" to="/">
        {t.today.title}
      </Link>
    </>
  );
}
