/** What a page is given of its address. */
export interface PageProps {
  params: Record<string, string>;
  query: Record<string, string>;
}
