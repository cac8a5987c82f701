import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, get, post } from '../../../shared/api/client.js';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { fold } from '../../../shared/fold.js';
import { renew, useApi } from '../../api.js';
import { useContests } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { runsAll, useAccount } from '../../session.js';
import { withValue } from '../../regulations.js';
import { Button } from '../../ui/button.js';
import { RadioField } from '../../ui/choice-fields.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { Waiting } from '../../ui/waiting.js';

const TEMPLATE = 'mau:';
const PLAN = 'ban:';
const CONTEST = 'cuoc-thi:';
const OFFER = 'mau-giao:';
/** A name in an address: longer is typed by nobody. */
const SLUG_MAX = 60;

/** The title as it stands in an address. */
const slugOf = (title: string): string =>
  fold(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, '');

/** `mau-giao:<plan>:<unit>`: a code may have colons of its own. */
function offerOf(chosen: string): { offer: string; unitCode: string } {
  const [offer = '', ...code] = chosen.slice(OFFER.length).split(':');
  return { offer, unitCode: code.join(':') };
}

/** A new contest: from what it begins, what it is called, who holds it. The rest is asked step by step. */
export function Page() {
  const { t } = useLanguage();
  const go = useNavigate();
  // Who runs contests of a unit begins from what the province offers to it.
  const isProvince = runsAll(useAccount().roles);
  const templates = useApi('/api/contest-templates');
  const offers = useApi(isProvince ? null : '/api/contest-offers');
  const plans = useApi('/api/contest-plans', { query: { limit: 20 } });
  const { all } = useContests();
  const [from, setFrom] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  /** Null: as the title makes it. */
  const [slug, setSlug] = useState<string | null>(null);
  const [agency, setAgency] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  const list = isProvince ? (templates.data?.templates ?? []) : [];
  const offered = (offers.data?.offers ?? []).flatMap((offer) =>
    offer.forUnits.map(({ code, name }) => ({ ...offer, code, unit: name, isOneOfSeveral: offer.forUnits.length > 1 })),
  );
  const first = list[0]
    ? `${TEMPLATE}${list[0].code}`
    : offered[0] && `${OFFER}${offered[0].planId}:${offered[0].code}`;
  const chosen = from ?? first ?? null;
  const own = plans.data?.plans ?? [];
  const others = (isProvince ? all : []).filter(
    (contest) => !own.some(({ contestSlug }) => contestSlug === contest.slug),
  );

  const create = async () => {
    setError(null);
    const missing: Faults = {
      ...(title.trim() === '' && { title: t.plans.titleMissing }),
      ...(agency.trim() === '' && { agency: t.plans.agencyMissing }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0 || chosen === null) return;
    const origin = chosen.startsWith(TEMPLATE)
      ? { template: chosen.slice(TEMPLATE.length) }
      : chosen.startsWith(PLAN)
        ? { plan: chosen.slice(PLAN.length) }
        : chosen.startsWith(OFFER)
          ? offerOf(chosen)
          : { contest: chosen.slice(CONTEST.length) };
    // What is not written over is made from the title, and made free by the server.
    const body = { from: origin, title: title.trim(), ...(slug && { slug }) };
    const { id } = await post('/api/contest-plans', body).catch((refusal: Error) => {
      setFaults(faultsOf(refusal, ['title', 'slug']));
      throw refusal;
    });
    const { version, regulations } = await get('/api/contest-plans/{id}', { path: { id } });
    const named = withValue(regulations, 'host.agency', agency.trim()) as Record<string, unknown>;
    await call('put', '/api/contest-plans/{id}', { path: { id }, body: { version, regulations: named } });
    await renew('/api/contest-plans');
    await go({ pathname: '/cuoc-thi/soan', search: `?ban=${id}` });
  };

  return (
    <>
      <h1>{t.plans.newTitle}</h1>
      {templates.error && <ErrorBox error={templates.error} again={() => void templates.refetch()} />}
      {!templates.data && !templates.error && <Waiting lines={5} />}
      {offers.error && <ErrorBox error={offers.error} again={() => void offers.refetch()} />}
      {offers.data && chosen === null && own.length === 0 && <p className="box box-warn">{t.plans.noOffers}</p>}
      {templates.data && (isProvince || chosen !== null || own.length > 0) && (
        <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
          <TextField
            label={t.plans.contestTitle}
            error={faults['title']}
            value={title}
            autoComplete="off"
            required
            onChange={(next) => {
              setTitle(next);
              setFaults({ ...faults, title: undefined });
            }}
          />
          <TextField
            label={t.plans.agency}
            hint={t.plans.agencyHint}
            error={faults['agency']}
            value={agency}
            autoComplete="off"
            required
            onChange={(next) => {
              setAgency(next);
              setFaults({ ...faults, agency: undefined });
            }}
          />
          <TextField
            label={t.plans.slug}
            hint={t.plans.slugHint}
            error={faults['slug']}
            value={slug ?? slugOf(title)}
            autoComplete="off"
            onChange={setSlug}
          />
          <RadioField
            label={isProvince ? t.plans.from : t.plans.fromOffer}
            hint={isProvince ? t.plans.fromHint : t.plans.fromOfferHint}
            value={chosen}
            options={[
              ...list.map(({ code, title: name, summary }) => ({
                value: `${TEMPLATE}${code}`,
                title: name,
                hint: summary,
              })),
              ...offered.map(({ planId, code, unit, title: name, locked, isOneOfSeveral }) => ({
                value: `${OFFER}${planId}:${code}`,
                title: isOneOfSeveral ? t.plans.offerFor(name || t.plans.untitled, unit) : name || t.plans.untitled,
                hint:
                  locked.length === 0
                    ? t.plans.offerFree
                    : t.plans.offerLocks(locked.map(({ label }) => label).join(', ')),
              })),
              ...own.map(({ id, title: name }) => ({
                value: `${PLAN}${id}`,
                title: t.plans.asPlan(name || t.plans.untitled),
              })),
              ...others.map(({ slug: code, title: name }) => ({
                value: `${CONTEST}${code}`,
                title: t.plans.asContest(name),
              })),
            ]}
            onChange={setFrom}
          />
          {error && <ErrorBox error={error} />}
          <Button type="submit" work={create} onError={setError}>
            {t.plans.begin}
          </Button>
        </form>
      )}
    </>
  );
}
