// A form that checks what is typed and shows what the server refuses, each beside its field.

import { errorBox, fill, h, whileBusy } from './dom.js';

const FIELD_OF = {
  PHONE_TAKEN: 'phone',
  PASSWORD_TOO_WEAK: 'password',
  BIRTH_DATE_REQUIRED: 'birthDate',
  TOO_YOUNG: 'birthDate',
  UNIT_NOT_FOUND: 'unit',
};

/**
 * A form that checks its fields, says what is wrong beside each, and shows what the server refuses.
 * @param {{ fields: Record<string, any>, faults: () => Record<string, string>, label: string, busy: string,
 *   work: () => Promise<void>, more?: unknown, first?: Error }} of
 */
export function form({ fields, faults, label, busy, work, more, first }) {
  const place = h('div', null, first && errorBox(first));
  const button = h('button', { type: 'submit', class: 'button' }, label);
  const show = (found) => {
    for (const [name, one] of Object.entries(fields)) one?.refuse(found[name] ?? null);
    const wrong = Object.keys(fields).find((name) => fields[name] && found[name]);
    if (wrong) (fields[wrong].focus ?? (() => fields[wrong].input.focus()))();
  };
  const send = async (event) => {
    event.preventDefault();
    fill(place);
    const found = faults();
    show(found);
    if (Object.keys(found).length > 0) return;
    await whileBusy(button, busy, async () => {
      try {
        await work();
      } catch (error) {
        fill(place, errorBox(error));
        show(faultsOf(error));
      }
    });
  };
  const nodes = Object.values(fields).map((one) => one?.node);
  return h(
    'form',
    { class: 'form', novalidate: true, onsubmit: send },
    nodes,
    place,
    h('p', { class: 'row' }, button, more),
  );
}

/** Which fields the server's refusal is about: those it names ("phone: Số điện thoại chưa đúng."), else those of the code. */
function faultsOf(error) {
  const named = FIELD_OF[error.code] ?? error.details?.field;
  const faults = Array.isArray(error.details?.faults) ? error.details.faults : [];
  const listed = faults.flatMap((fault) => {
    const [, name, words] = /^(\w+): (.+)$/s.exec(fault) ?? [];
    return name ? [[name === 'contestUnitId' ? 'unit' : name, words]] : [];
  });
  return { ...(named && { [named]: error.message }), ...Object.fromEntries(listed) };
}
