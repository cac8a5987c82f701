import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../language.js';

/**
 * A page with its heading: names the tab, and gives the heading the focus so that who reads by ear hears where they are.
 *
 * @example <Page title={t.help.title}>…</Page>
 */
export function Page({
  title,
  above,
  lead,
  children,
  isNarrow = false,
}: {
  title: string;
  above?: ComponentChildren;
  lead?: ComponentChildren;
  children: ComponentChildren;
  isNarrow?: boolean;
}) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => {
    const isElsewhere =
      document.activeElement && document.activeElement.closest('main input, main button, main dialog');
    if (!isElsewhere) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div class={isNarrow ? 'narrow' : undefined}>
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {title || t.shell.product}
      </h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </div>
  );
}

/** Names the tab of the browser. */
export function useTitle(title: string): void {
  const { t } = useLanguage();
  useEffect(() => {
    document.title = title === '' || title === t.shell.product ? t.shell.product : `${title} · ${t.shell.product}`;
  }, [title, t]);
}
