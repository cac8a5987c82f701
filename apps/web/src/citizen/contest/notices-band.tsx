import { useEffect, useRef, useState } from 'preact/hooks';
import { get, type Answer } from '../../shared/api/client.js';
import { serverNow } from '../../shared/api/server-clock.js';
import type { Watched } from '../../shared/live.js';
import { notices as noticeWords } from '../../shared/messages/vi/notices.js';
import { useLanguage } from '../language.js';
import { useNotices } from '../use-live.js';
import { bringWords } from '../words.js';

bringWords({ notices: noticeWords });

type Notices = Answer<'/api/contests/{slug}/notices', 'get'>;

/** Pages that are told together ask each at a moment of its own. */
const SPREAD_MS = 3_000;
/** While the contest stands still it is asked this often, times 0.5 to 1.5, whether it goes on. */
const STANDING_MS = 40_000;
/** The api tells whoever comes to it within 40 s of news; who comes later, or comes back, asks. */
const CAME_LATE_MS = 35_000;
/** How often it is looked whether an announcement has begun or is over. */
const LOOK_MS = 15_000;

/**
 * Above every page of a contest: that it stands still, and what those who run it have to say. Heard at once where there is
 * a socket; the page itself is told too (`contest-changed`), for it may have to ask for other hours.
 */
export function NoticesBand({ id, slug }: Watched) {
  const { t, f } = useLanguage();
  const [notices, setNotices] = useState<Notices | null>(null);
  const [now, setNow] = useState(serverNow);
  const soon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isHere = useRef(true);
  const askedAt = useRef(0);
  const ask = async () => {
    askedAt.current = performance.now();
    const heard = await get('/api/contests/{slug}/notices', { path: { slug } }).catch(() => null);
    if (!isHere.current || !heard) return;
    setNotices(heard);
    setNow(serverNow());
    // For those whom no socket tells that it goes on.
    if (heard.pause || heard.stop) askIn(STANDING_MS * (0.5 + Math.random()));
  };
  const askIn = (ms: number) => {
    clearTimeout(soon.current);
    soon.current = setTimeout(() => {
      void ask();
      dispatchEvent(new Event('contest-changed'));
    }, ms);
  };
  useNotices(id, (why) => {
    const isFresh = why === 'came' && performance.now() - askedAt.current < CAME_LATE_MS;
    if (!isFresh) askIn(Math.random() * SPREAD_MS);
  });
  useEffect(() => {
    isHere.current = true;
    void ask();
    const timer = setInterval(() => setNow(serverNow()), LOOK_MS);
    return () => {
      isHere.current = false;
      clearTimeout(soon.current);
      clearInterval(timer);
    };
  }, [id]);
  const shown = (notices?.announcements ?? []).filter(
    ({ from, until }) => Date.parse(from) <= now && now < Date.parse(until),
  );
  return (
    <div role="status">
      {notices?.stop && (
        <div class="band">
          <p class="wide">{t.notices.stopped(notices.stop.note)}</p>
        </div>
      )}
      {notices?.pause && (
        <div class="band">
          <p class="wide">{t.notices.paused(f.clockTime(notices.pause.since), notices.pause.note)}</p>
        </div>
      )}
      {shown.map(({ id: number, text }) => (
        <div key={number} class="band">
          <p class="wide">
            <strong>{t.notices.announcement}</strong> {text}
          </p>
        </div>
      ))}
    </div>
  );
}
