// Coming in: a new account, an old one, and taking part in a contest for a unit.

import { post } from './api.js';
import { field, h } from './dom.js';
import {
  audienceField,
  birthField,
  credentialFaults,
  NO_BIRTH_DATE,
  NO_UNIT,
  passwordField,
  phoneField,
} from './door-fields.js';
import { form } from './form.js';
import { forget, person, wayBack } from './person.js';
import { unitBox } from './unit-box.js';

/** @param {{ contest: object | null, swap: () => void, done: () => unknown }} of */
function signUpForm({ contest, swap, done }) {
  const needsBirthDate = Boolean(contest?.rules.minimumAge);
  const fields = {
    fullName: field({
      id: 'ho-ten',
      label: 'Họ và tên',
      input: h('input', { type: 'text', autocomplete: 'name', maxlength: 100 }),
    }),
    birthDate: birthField(needsBirthDate),
    unit: contest && unitBox(contest.slug),
    audience: contest && audienceField(contest),
    phone: phoneField(),
    password: passwordField(true),
  };
  const faults = () => ({
    ...(fields.fullName.input.value.trim() === '' && { fullName: 'Hãy điền họ và tên.' }),
    ...(needsBirthDate && !fields.birthDate.input.value && { birthDate: NO_BIRTH_DATE }),
    ...(fields.unit && !fields.unit.chosen() && { unit: NO_UNIT }),
    ...(fields.audience && !fields.audience.chosen() && { audience: 'Hãy chọn.' }),
    ...credentialFaults(fields, true),
  });
  const work = async () => {
    await post('accounts', {
      ...{
        phone: fields.phone.input.value,
        password: fields.password.input.value,
        fullName: fields.fullName.input.value,
      },
      birthDate: fields.birthDate.input.value || null,
    });
    forget();
    // The account exists from here on. Should joining be refused, the next screen says why and goes on from there.
    const refused =
      contest &&
      (await join(contest, fields).then(
        () => null,
        (error) => error,
      ));
    await done(refused);
  };
  const other = h('button', { type: 'button', class: 'button button-quiet', onclick: swap }, 'Tôi đã có tài khoản');
  return form({
    fields,
    faults,
    work,
    label: contest ? 'Đăng ký và vào thi' : 'Tạo tài khoản',
    busy: 'Đang đăng ký…',
    more: other,
  });
}

async function join(contest, { unit, audience, birthDate }) {
  await post(`contests/${contest.slug}/participants`, {
    contestUnitId: unit.chosen().id,
    ...(audience && { audience: audience.chosen() }),
    ...(birthDate?.input.value && { birthDate: birthDate.input.value }),
  });
  forget();
}

function signInForm({ swap, done }) {
  const fields = { phone: phoneField(), password: passwordField(false) };
  const work = async () => {
    await post('sessions', { phone: fields.phone.input.value, password: fields.password.input.value });
    forget();
    await done(null);
  };
  const other = h('button', { type: 'button', class: 'button button-quiet', onclick: swap }, 'Tôi chưa có tài khoản');
  return form({
    fields,
    faults: () => credentialFaults(fields, false),
    work,
    label: 'Đăng nhập',
    busy: 'Đang đăng nhập…',
    more: other,
  });
}

/**
 * The door: signing up (for a contest, with the unit) or signing in.
 * @param {object} page @param {object | null} contest
 * @param {(refused: Error | null) => unknown} done once somebody is in; with what refused the joining, if something did
 */
export function drawDoor(page, contest, done, isNew = contest !== null) {
  const swap = () => drawDoor(page, contest, done, !isNew);
  const make = isNew ? signUpForm : signInForm;
  const title = isNew ? (contest ? 'Đăng ký dự thi' : 'Tạo tài khoản') : 'Đăng nhập';
  page.show(
    title,
    h('div', { class: 'narrow' }, [
      h('h1', { tabindex: -1 }, title),
      contest && h('p', { class: 'lead' }, contest.title),
      isNew &&
        contest?.rules.maskNames &&
        h('p', { class: 'hint' }, 'Trên bảng xếp hạng, họ tên của bạn được viết tắt.'),
      make({ contest, swap, done }),
    ]),
  );
}

/** Taking part with an account that exists. */
export async function drawJoin(page, contest, done, refused = null) {
  const { account } = await person();
  const needsBirthDate = Boolean(contest.rules.minimumAge) && account.birthDate === null;
  const fields = {
    birthDate: needsBirthDate ? birthField(true) : null,
    unit: unitBox(contest.slug),
    audience: audienceField(contest),
  };
  const faults = () => ({
    ...(needsBirthDate && !fields.birthDate.input.value && { birthDate: NO_BIRTH_DATE }),
    ...(!fields.unit.chosen() && { unit: NO_UNIT }),
    ...(fields.audience && !fields.audience.chosen() && { audience: 'Hãy chọn.' }),
  });
  const work = () => join(contest, fields).then(done);
  page.show(
    'Đăng ký dự thi',
    h('div', { class: 'narrow' }, [
      h('h1', { tabindex: -1 }, 'Bạn dự thi cho đơn vị nào?'),
      h('p', { class: 'lead' }, contest.title),
      form({ fields, faults, work, label: 'Đăng ký dự thi', busy: 'Đang đăng ký…', first: refused }),
    ]),
  );
}

/** The screen #/dang-nhap. */
export async function showDoor(page) {
  page.about(null);
  if (await person()) return void (location.hash = wayBack());
  drawDoor(page, null, () => (location.hash = wayBack()));
}
