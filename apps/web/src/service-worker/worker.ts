/**
 * Keeps the frame of the pages on the phone, so that an address opens without a network and says so in words. Nothing
 * depends on it: where it is missing, the pages only need the network to open.
 *
 * It holds the files of one build and the empty shell; never an answer of the api, never anything of a person. The worker
 * of the next build waits until the last page of this one is closed, so no page loses its files under its feet.
 */

/** Put in by build/service-worker.ts. */
declare const __FILES__: { version: string; paths: string[] };

/** What the types of pages do not know of a worker. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
declare const registration: ServiceWorkerRegistration;

const SHELL = '/index.html';
/** A network that is slower than this is as good as none for the frame; what is in it waits by itself, with words. */
const PATIENCE_MS = 4000;

const { version, paths } = __FILES__;
const CACHE = `pages-${version}`;
const isOurs = new Set(paths);

addEventListener('install', (event) => (event as WorkerEvent).waitUntil(keepFiles()));
addEventListener('activate', (event) => (event as WorkerEvent).waitUntil(tidy()));
addEventListener('fetch', (event) => {
  const asked = event as FetchEvent;
  const { origin, pathname } = new URL(asked.request.url);
  if (asked.request.method !== 'GET' || origin !== location.origin) return;
  if (isOurs.has(pathname)) asked.respondWith(fromCache(asked.request));
  else if (asked.request.mode === 'navigate' && isPage(pathname)) asked.respondWith(page(asked));
});

/** Not the api, not a socket, not a file, and not the console, which is another shell; but the two pages before its door. */
const isPage = (pathname: string): boolean =>
  /^\/quan-tri\/(thiet-lap|xac-minh)$/.test(pathname) || !/^\/(api|socket\.io|og|quan-tri)(\/|$)|\.\w+$/.test(pathname);

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...paths, new Request(SHELL, { cache: 'no-cache' })]);
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  // The network is asked while the worker is still waking up.
  await registration.navigationPreload?.enable();
}

async function fromCache(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** From the network if it answers soon and well; else the kept shell, which asks for the data itself. */
async function page({ request, preloadResponse }: FetchEvent): Promise<Response> {
  const answer = preloadResponse.then((early) => early ?? fetch(request));
  let timer = 0;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  const soon = await Promise.race([answer.catch(() => undefined), late]);
  clearTimeout(timer);
  if (soon && soon.status < 500) return soon;
  return (await caches.match(SHELL, { cacheName: CACHE })) ?? answer;
}
