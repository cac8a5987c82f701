import { Link } from 'react-router';
import { useLanguage } from '../../../language.js';
import { AccentField } from '../accent-field.js';
import { useEditingPlan } from '../editing-context.js';
import { RuleField } from '../rule-field.js';

export function AboutFields() {
  const { t } = useLanguage();
  const { plan } = useEditingPlan();
  return (
    <>
      <RuleField path="title" />
      <SlugField />
      <RuleField path="host.agency" />
      <RuleField path="host.managingAgency" />
      <RuleField path="about" />
      <div className="fields">
        <RuleField path="host.hotline" />
        <RuleField path="host.hours" />
        <RuleField path="host.zalo" />
      </div>
      <h3>{t.plans.look}</h3>
      <AccentField />
      <p>
        <Link to={{ pathname: '/cuoc-thi/soan/nhan-dien', search: `?ban=${plan.id}` }}>{t.portal.ofPlan}</Link>
      </p>
    </>
  );
}

function SlugField() {
  const { t } = useLanguage();
  const { plan } = useEditingPlan();
  return plan.contestSlug === null ? (
    <RuleField path="slug" hint={t.plans.slugHint} />
  ) : (
    <p className="hint">{t.plans.slugFixed(plan.contestSlug)}</p>
  );
}
