import { PassThrough, type Readable } from 'node:stream';
import type { ClientBase, Connection, Submittable } from 'pg';

/** What node-postgres calls while a COPY runs; its own queries refuse one. */
type Wire = Connection & {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

abstract class Copy implements Submittable {
  /** Rows copied, as the server counts them; rejects when it refused. */
  readonly done: Promise<number>;
  private rows = 0;
  private resolve!: (rows: number) => void;
  private reject!: (error: Error) => void;

  constructor(private readonly sql: string) {
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
    // Whoever waits hears of a failure; who has not come to wait yet must not end the process by it.
    this.done.catch(() => undefined);
  }

  submit(connection: Connection): void {
    (connection as Wire).query(this.sql);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.resolve(this.rows);
  }

  handleError(error: Error): void {
    this.fail(error);
    this.reject(error);
  }

  protected abstract fail(error: Error): void;
}

class CopyOut extends Copy {
  readonly bytes = new PassThrough({ highWaterMark: 1 << 20 });
  private isHeld = false;

  handleCopyData({ chunk }: { chunk: Buffer }, { stream }: Wire): void {
    // A copy: the bytes stand in the reader's own buffer, which the next message overwrites.
    if (this.bytes.write(Buffer.from(chunk)) || this.isHeld) return;
    // The server waits while the disk does: memory stays bounded. What had come already still comes through here.
    this.isHeld = true;
    stream.pause();
    this.bytes.once('drain', () => {
      this.isHeld = false;
      stream.resume();
    });
  }

  override handleReadyForQuery(): void {
    this.bytes.end();
    super.handleReadyForQuery();
  }

  protected fail(error: Error): void {
    this.bytes.destroy(error);
  }
}

class CopyIn extends Copy {
  constructor(
    sql: string,
    private readonly source: Readable,
  ) {
    super(sql);
  }

  handleCopyInResponse(wire: Wire): void {
    void this.feed(wire).catch((error: Error) => wire.sendCopyFail(error.message));
  }

  private async feed(wire: Wire): Promise<void> {
    for await (const chunk of this.source) {
      wire.sendCopyFromChunk(chunk as Buffer);
      if (wire.stream.writableNeedDrain) await new Promise((resolve) => wire.stream.once('drain', resolve));
    }
    wire.endCopyFrom();
  }

  protected fail(error: Error): void {
    this.source.destroy(error);
  }
}

/**
 * `COPY … TO STDOUT` as a stream; the connection is busy until it is read to its end.
 * @returns the bytes, and the number of rows once they are all there
 */
export function copyOut(client: ClientBase, sql: string): { bytes: Readable; rows: Promise<number> } {
  const copy = client.query(new CopyOut(sql));
  return { bytes: copy.bytes, rows: copy.done };
}

/** `COPY … FROM STDIN`. @returns the rows that the server took; rejects with its error, or with that of the source */
export function copyIn(client: ClientBase, sql: string, source: Readable): Promise<number> {
  return client.query(new CopyIn(sql, source)).done;
}
