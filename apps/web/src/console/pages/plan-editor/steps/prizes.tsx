import { choiceWords, valueAt, type Regulations } from '../../../regulations.js';
import { useLanguage } from '../../../language.js';
import { useEditingPlan } from '../editing-context.js';
import { Lines } from '../lines.js';
import { RuleField } from '../rule-field.js';
import { useCodes } from './groups.js';

type Prize = Regulations['prizes']['list'][number];
const PRIZE = { title: '', of: 'round', to: 'person', by: 'rank', quota: 1 };

export function PrizeFields() {
  const { t, f } = useLanguage();
  const audiences = useCodes('audiences.groups');
  const blocks = useCodes('units.blocks');
  const words = (prize: Partial<Prize>) =>
    [
      t.plans.prizeCount(f.count(Number(prize.quota) || 0), prize.title || '…'),
      choiceWords('prizes.list[].to', prize.to ?? 'person'),
      choiceWords('prizes.list[].of', prize.of ?? 'round'),
      typeof prize.amountVnd === 'number' && t.plans.dong(f.count(prize.amountVnd)),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <>
      <Lines<Partial<Prize>>
        path="prizes.list"
        add={t.plans.addPrize}
        empty={t.plans.noPrizes}
        grown={(lines) => [...lines, { ...PRIZE, ...lines[lines.length - 1], title: '' } as Partial<Prize>]}
        summary={words}
      >
        {(at, index) => <PrizeLine key={index} at={at} audiences={audiences} blocks={blocks} />}
      </Lines>
      <RuleField path="prizes.onePerPerson" none={t.plans.severalPrizes} />
      <RuleField path="prizes.perUnitMax" />
      <RuleField path="prizes.onlyFullMarks" />
      <RuleField path="prizes.replacement" />
    </>
  );
}

function PrizeLine({
  at,
  audiences,
  blocks,
}: {
  at: string;
  audiences: { code: string; title: string }[];
  blocks: { code: string; title: string }[];
}) {
  const { t } = useLanguage();
  const { whole } = useEditingPlan();
  const isForUnits = valueAt(whole, `${at}.to`) === 'unit';
  return (
    <>
      <RuleField path={`${at}.title`} />
      <div className="fields">
        <RuleField path={`${at}.quota`} />
        <RuleField path={`${at}.amountVnd`} unit={t.plans.vnd} none={t.plans.noAmount} />
        <RuleField path={`${at}.of`} isShort />
        <RuleField path={`${at}.to`} isShort />
        <RuleField path={`${at}.by`} isShort />
        {!isForUnits && audiences.length > 0 && <RuleField path={`${at}.audience`} codes={audiences} />}
        {isForUnits && blocks.length > 0 && <RuleField path={`${at}.block`} codes={blocks} />}
      </div>
      <RuleField path={`${at}.detail`} />
    </>
  );
}
