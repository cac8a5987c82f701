import type { FastifyInstance } from 'fastify';
import { escapeMarkup } from './first-html.js';
import type { Looks } from './look.js';

/** Pages of persons and the api: nothing there is for a list of everybody's pages. */
const CLOSED = [
  '/api/',
  '/lam-bai/',
  '/ket-qua/',
  '/cua-toi',
  '/dang-nhap',
  '/dau-moi',
  '/quan-tri',
  '/cuoc-thi/*/vao-thi',
  '/cuoc-thi/*/man-hinh',
];
const HOUR_SECONDS = 3600;

/** Serves what search engines ask for: where they may go, and which pages there are. */
export function serveSiteFiles(fastify: FastifyInstance, base: string, looks: Looks): void {
  const robots = [
    'User-agent: *',
    ...CLOSED.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${base}/sitemap.xml`,
    '',
  ];
  fastify.get('/robots.txt', (_request, reply) =>
    reply
      .header('cache-control', `public, max-age=${HOUR_SECONDS}`)
      .type('text/plain; charset=utf-8')
      .send(robots.join('\n')),
  );

  fastify.get('/sitemap.xml', async (_request, reply) => {
    const { contests } = await looks.list();
    const paths = [
      ...['/', '/huong-dan', '/tra-cuu'],
      ...contests.flatMap(({ slug }) => ['', '/bang-xep-hang', '/don-vi'].map((end) => `/cuoc-thi/${slug}${end}`)),
    ];
    const urls = paths.map((path) => `<url><loc>${escapeMarkup(base + path)}</loc></url>`).join('\n');
    return reply
      .header('cache-control', `public, max-age=${HOUR_SECONDS}`)
      .type('application/xml; charset=utf-8')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
      );
  });
}
