// The only way this page makes elements: text goes in as text, never as markup.

/**
 * @param {string} tag
 * @param {Record<string, unknown> | null} [props] `class`, `onclick` and other listeners, attributes; null, undefined and
 *   false leave an attribute out, true sets it empty
 * @param {...unknown} children nodes or text; null, undefined and false are left out
 * @example h('a', { href: '#/' }, 'Trang đầu')
 */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...present(children));
  return node;
}

/** Puts children in place of what a node holds. @param {Element} node @param {...unknown} children */
export function fill(node, ...children) {
  node.replaceChildren(...present(children));
  return node;
}

const present = (children) =>
  children.flat(9).filter((child) => child !== null && child !== undefined && child !== false && child !== '');

/** A labelled field with room for a hint and for what is wrong with it. */
export function field({ id, label, hint, input }) {
  const fault = h('p', { class: 'fault', id: `${id}-loi`, hidden: true });
  input.id = id;
  input.setAttribute('aria-describedby', `${hint ? `${id}-goi-y ` : ''}${id}-loi`);
  const node = h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label),
    hint && h('p', { class: 'hint', id: `${id}-goi-y` }, hint),
    input,
    fault,
  );
  const refuse = (text) => {
    fault.hidden = !text;
    fault.textContent = text ?? '';
    node.classList.toggle('field-wrong', Boolean(text));
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  // What is being mended is not scolded any longer.
  input.addEventListener('input', () => refuse(null));
  return { node, input, refuse };
}

/** A refusal in words, with the code to read out on the telephone. @param {Error} error */
export function errorBox(error, ...more) {
  // A fault of this page says nothing to people; whoever looks into it finds it in the browser's console.
  if (!error.code) console.error(error);
  const words = error.code ? error.message : 'Trang gặp lỗi. Hãy tải lại trang; những gì đã lưu vẫn còn nguyên.';
  return h(
    'div',
    { class: 'box box-wrong', role: 'alert' },
    h('p', null, words),
    error.requestId && h('p', { class: 'small' }, 'Mã lỗi ', h('b', { class: 'code' }, error.requestId)),
    ...more,
  );
}

/** Says that something is on its way, where it will stand. */
export const loading = (words) => h('p', { class: 'loading', role: 'status' }, words);

/**
 * A button whose work takes a moment: it cannot be pressed twice, and says what it is doing.
 * @param {{ label: string, busy: string, class?: string, work: () => Promise<unknown>, failed: (error: Error) => void }} what
 */
export function workButton({ label, busy, work, failed, class: name = 'button' }) {
  const button = h('button', { type: 'button', class: name }, label);
  button.addEventListener('click', () => void whileBusy(button, busy, work).catch(failed));
  return button;
}

/** Shows `busy` on a button until the work has ended. */
export async function whileBusy(button, busy, work) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const label = button.textContent;
  // Not `disabled`: that would take the focus away from who came here by keyboard.
  button.setAttribute('aria-disabled', 'true');
  button.textContent = busy;
  try {
    await work();
  } finally {
    button.removeAttribute('aria-disabled');
    button.textContent = label;
  }
}
