/**
 * Which pages the server has now, compared with those that are open: `newer` when they were replaced meanwhile, so that
 * scripts not fetched yet are gone; null when the server cannot be asked.
 */
export async function servedVersion(): Promise<'same' | 'newer' | null> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? '';
  const shell = await fetch('/index.html', { cache: 'no-store' }).catch(() => undefined);
  if (!shell?.ok) return null;
  return (await shell.text()).includes(own) ? 'same' : 'newer';
}
