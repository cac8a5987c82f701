// What people are asked at the door.

import { field, h } from './dom.js';

const PHONE = /^(\+84|0084|84|0)?[235789]\d{8,9}$/;

export const phoneField = () =>
  field({
    id: 'dien-thoai',
    label: 'Số điện thoại',
    input: h('input', { type: 'tel', autocomplete: 'username', inputmode: 'tel', maxlength: 40 }),
  });

export function passwordField(isNew) {
  const input = h('input', {
    type: 'password',
    autocomplete: isNew ? 'new-password' : 'current-password',
    maxlength: 128,
  });
  const made = field({
    id: 'mat-khau',
    label: 'Mật khẩu',
    hint: isNew ? 'Từ 8 ký tự, tránh tên và số điện thoại của bạn.' : null,
    input,
  });
  const show = h('button', { type: 'button', class: 'button button-quiet', 'aria-pressed': 'false' }, 'Hiện');
  show.addEventListener('click', () => {
    const isShown = input.type === 'text';
    input.type = isShown ? 'password' : 'text';
    show.setAttribute('aria-pressed', String(!isShown));
    show.textContent = isShown ? 'Hiện' : 'Ẩn';
  });
  const line = h('div', { class: 'joined' });
  input.replaceWith(line);
  line.append(input, show);
  return made;
}

export const birthField = (needed) =>
  field({
    ...{ id: 'ngay-sinh', label: needed ? 'Ngày sinh' : 'Ngày sinh (không bắt buộc)' },
    input: h('input', { type: 'date', autocomplete: 'bday', min: '1900-01-01' }),
  });

/** Choosing among the audiences of a contest; null when there is only one. */
export function audienceField({ audiences }) {
  if (audiences.length < 2) return null;
  const radios = audiences.map(({ code, title }, i) =>
    h(
      'label',
      { class: 'choice' },
      h('input', { type: 'radio', name: 'doi-tuong', value: code, id: `doi-tuong-${i}` }),
      h('span', null, title),
    ),
  );
  const fault = h('p', { class: 'fault', hidden: true }, 'Hãy chọn đối tượng dự thi của bạn.');
  const node = h('fieldset', { class: 'field' }, h('legend', null, 'Bạn dự thi ở bảng nào?'), fault, radios);
  const input = radios[0].querySelector('input');
  return { node, input, refuse: (text) => (fault.hidden = !text), chosen: () => node.querySelector(':checked')?.value };
}

export const credentialFaults = ({ phone, password }, isNew) => ({
  ...(!PHONE.test(phone.input.value.replace(/[\s.()–-]/g, '')) && {
    phone: 'Số điện thoại chưa đúng. Ví dụ: 0912 345 678.',
  }),
  ...(password.input.value.length < (isNew ? 8 : 1) && {
    password: isNew ? 'Mật khẩu cần từ 8 ký tự.' : 'Hãy điền mật khẩu.',
  }),
});

export const NO_UNIT = 'Hãy tìm và chọn đơn vị của bạn trong danh sách hiện ra.';
export const NO_BIRTH_DATE = 'Cuộc thi có quy định về tuổi. Hãy điền ngày sinh.';
