import { useState } from 'preact/hooks';
import './qr-image.css';

/**
 * An address of these pages as a picture to point another phone at; gone when it cannot be loaded, as the address itself
 * always stands beside it.
 *
 * @param path of these pages, may have a query and a fragment
 */
export function QrImage({ path, label, size = 160 }: { path: string; label: string; size?: number }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return null;
  return (
    <img
      class="qr-image"
      src={`/qr.svg?path=${encodeURIComponent(path)}`}
      alt={label}
      width={size}
      height={size}
      onError={() => setBroken(true)}
    />
  );
}
