import type { Answer } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { SelectField } from '../../ui/field.js';

export type ExclusionReason = Answer<'/api/contests/{slug}/exclusions', 'get'>['exclusions'][number]['reason'];

const REASONS: readonly ExclusionReason[] = ['organizer', 'jury', 'technician', 'relative'];

/** What somebody is in the contest who may not take part in it. */
export function ReasonField({
  value,
  onChange,
}: {
  value: ExclusionReason;
  onChange: (reason: ExclusionReason) => void;
}) {
  const { t } = useLanguage();
  return (
    <SelectField
      label={t.exclusions.reason}
      value={value}
      onChange={onChange}
      options={REASONS.map((reason) => ({ value: reason, title: t.exclusions.reasons[reason] }))}
    />
  );
}
