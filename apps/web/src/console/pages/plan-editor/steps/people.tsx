import { valueAt } from '../../../regulations.js';
import { useLanguage } from '../../../language.js';
import { useEditingPlan } from '../editing-context.js';
import { OptionalPart } from '../lines.js';
import { RuleField } from '../rule-field.js';
import { Groups, useCodes } from './groups.js';

export function PeopleFields() {
  const { t } = useLanguage();
  const { whole } = useEditingPlan();
  const groups = useCodes('audiences.groups');
  const firstDay = String(valueAt(whole, 'calendar.rounds[0].opensAt') ?? '').split(' ')[0];
  return (
    <>
      <h3>{t.plans.audiences}</h3>
      <Groups path="audiences.groups" word="nhom" add={t.plans.addAudience} empty={t.plans.audiencesHint} />
      {groups.length > 1 && <RuleField path="audiences.whenTwo" />}
      <h3>{t.plans.eligibility}</h3>
      <OptionalPart path="eligibility.minimumAge" make={() => ({ years: 14, on: firstDay })}>
        <div className="fields">
          <RuleField path="eligibility.minimumAge.years" />
          <RuleField path="eligibility.minimumAge.on" />
        </div>
      </OptionalPart>
      <OptionalPart path="eligibility.maximumAge" make={() => ({ years: 35, on: firstDay })}>
        <div className="fields">
          <RuleField path="eligibility.maximumAge.years" />
          <RuleField path="eligibility.maximumAge.on" />
        </div>
      </OptionalPart>
      <RuleField path="eligibility.place" hint={t.plans.placeHint} />
      <RuleField path="eligibility.units" />
      <RuleField path="eligibility.roster" />
      <RuleField path="eligibility.eidLevel" none={t.plans.noEid} />
      <RuleField path="eligibility.excluded" />
      <h3>{t.plans.identity}</h3>
      <RuleField path="identity.key" />
      <RuleField path="identity.locked" />
      <RuleField path="identity.corrections" />
    </>
  );
}
