import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ErrorBox } from './error-box.js';
import { Waiting } from './waiting.js';

/**
 * A piece of a page whose script is fetched apart from the page's, so that only those pay for it who see it.
 *
 * @param load fetches it; may be called beforehand, for when the network may be gone later
 * @example const Safety = later(async () => (await import('./safety.js')).Safety); … <Safety />
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  return function Later(props: P) {
    const [{ Piece, error }, setPiece] = useState<{ Piece?: ComponentType<P>; error?: Error }>({});
    const look = () => {
      setPiece({});
      load().then(
        (Piece) => setPiece({ Piece }),
        (error: Error) => setPiece({ error }),
      );
    };
    useEffect(look, []);
    if (Piece) return <Piece {...props} />;
    return error ? <ErrorBox error={error} again={look} /> : <Waiting />;
  };
}
