import './portal.css';
import { Link, useSearchParams } from 'react-router';
import { useLanguage } from '../../language.js';
import { BrandingCards } from './branding-cards.js';

/** How a contest will show itself, while it is still a plan: `?ban=<id>`. */
export function Page() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const plan = parameters.get('ban');
  return (
    <>
      <div className="head">
        <h1>{t.portal.planTitle}</h1>
        <Link to={plan ? { pathname: '/cuoc-thi/soan', search: `?ban=${plan}` } : '/cuoc-thi'}>{t.portal.toPlan}</Link>
      </div>
      <p>{t.portal.planLead}</p>
      {plan && <BrandingCards key={plan} of={{ plan }} />}
    </>
  );
}
