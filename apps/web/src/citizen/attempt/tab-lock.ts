import { randomKey } from '../../shared/api/client.js';

/** An open attempt belongs to one tab. A tab that does not answer in so long sleeps, and finds out when it wakes. */
const ANSWER_MS = 200;
/** A tab in the background of a slow phone may need a while to note what it has. */
const RELEASE_MS = 2_000;
const PLACE = 'thi-cchc:the-dang-lam';

interface Message {
  attemptId: string;
  from: string;
  /** The tab that is answered; null for all. */
  to: string | null;
  kind: 'who' | 'mine' | 'take' | 'released';
}

interface Line {
  post: (message: Message) => void;
  close: () => void;
}

/** Messages among the tabs of this browser: a channel, or where there is none, a place that others see change. */
function openLine(hear: (message: Message) => void): Line {
  if (typeof BroadcastChannel === 'function') {
    const channel = new BroadcastChannel(PLACE);
    channel.onmessage = (event: MessageEvent<Message>) => hear(event.data);
    return { post: (message) => channel.postMessage(message), close: () => channel.close() };
  }
  const onStorage = (event: StorageEvent) => {
    if (event.key === PLACE && event.newValue) hear(JSON.parse(event.newValue) as Message);
  };
  addEventListener('storage', onStorage);
  return {
    post: (message) => {
      try {
        // Two equal messages in a row are two messages.
        localStorage.setItem(PLACE, JSON.stringify({ ...message, nonce: randomKey() }));
        localStorage.removeItem(PLACE);
      } catch {
        // A browser that keeps nothing: the server tells two tabs apart.
      }
    },
    close: () => removeEventListener('storage', onStorage),
  };
}

/** Sees to it that one tab of this browser works on an attempt. */
export class TabLock {
  private readonly tab = randomKey();
  private state: 'free' | 'claiming' | 'held' = 'free';
  private heard: (message: Message) => void = () => {};
  private readonly line: Line;

  /** @param letGo called when another tab takes over; the promise is kept when this tab will write no more */
  constructor(
    private readonly attemptId: string,
    private readonly letGo: () => Promise<void>,
  ) {
    this.line = openLine((message) => {
      if (message.attemptId === attemptId && message.from !== this.tab) void this.hear(message);
    });
  }

  /** Asks for the attempt. @returns false when another tab has it */
  async claim(): Promise<boolean> {
    this.state = 'claiming';
    this.post('who');
    const other = await this.answer((message) => message.kind === 'mine');
    this.state = other ? 'free' : 'held';
    return !other;
  }

  /** Takes the attempt from the tab that has it, and waits until that one has let go. */
  async take(): Promise<void> {
    this.post('take');
    await this.answer((message) => message.kind === 'released', RELEASE_MS);
    this.state = 'held';
  }

  close(): void {
    this.state = 'free';
    this.line.close();
  }

  private async hear(message: Message): Promise<void> {
    const { kind, from, to } = message;
    if (to === this.tab) this.heard(message);
    // Of two that ask at the same moment, the smaller name has it.
    if (kind === 'who' && (this.state === 'held' || (this.state === 'claiming' && this.tab < from)))
      this.post('mine', from);
    if (kind === 'take' && this.state === 'held') {
      this.state = 'free';
      await this.letGo();
      this.post('released', from);
    }
  }

  private post(kind: Message['kind'], to: string | null = null): void {
    this.line.post({ attemptId: this.attemptId, from: this.tab, to, kind });
  }

  private answer(isIt: (message: Message) => boolean, withinMs = ANSWER_MS): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      this.heard = (message) => {
        if (!isIt(message)) return;
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}
