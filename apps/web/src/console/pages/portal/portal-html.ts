const UNSAFE: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that stands in a page of somebody else. */
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => UNSAFE[sign]!);

/**
 * What an editor of a portal pastes into a page: the picture of the contest with the way to it. No script, nothing that
 * follows a reader; the picture comes from our own host and is always that of today.
 *
 * @param origin 'https://thi.nghean.gov.vn'
 * @param width px that the portal has room for; the picture is 1200 × 630
 */
export function portalHtml(origin: string, contest: { slug: string; title: string }, width: number): string {
  const address = `${origin}/cuoc-thi/${encodeURIComponent(contest.slug)}`;
  const picture = `${origin}/og/${encodeURIComponent(contest.slug)}.png`;
  const height = Math.round((width * 630) / 1200);
  return `<a href="${escaped(address)}" target="_blank" rel="noopener"><img src="${escaped(picture)}" alt="${escaped(contest.title)}" width="${width}" height="${height}" style="max-width:100%;height:auto;border:0"></a>`;
}
