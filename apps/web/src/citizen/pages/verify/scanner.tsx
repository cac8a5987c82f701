import { useEffect, useRef, useState } from 'preact/hooks';
import { scannedCertificate } from '../../../shared/certificate-path.js';
import { readFragment } from '../../../shared/receipt-number.js';
import { useLanguage } from '../../language.js';

/** The part of the Shape Detection API that is used here; browsers that have it read QR codes by themselves. */
interface CodeReader {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: (new (wish: { formats: string[] }) => CodeReader) | undefined;

const LOOK_MS = 250;

/** Can this browser read a QR code through its camera? Cameras are kept from pages on plain http. */
export const canScan = (): boolean =>
  isSecureContext && typeof BarcodeDetector !== 'undefined' && Boolean(navigator.mediaDevices);

/** The camera's picture, looked at until it shows the QR code of a receipt or of a certificate. */
export function Scanner({
  onFound,
  onCertificate,
  onStop,
}: {
  onFound: (found: { slug: string; number: string }) => void;
  /** @param path of the page that says what it stands for */
  onCertificate: (path: string) => void;
  onStop: () => void;
}) {
  const { t } = useLanguage();
  const video = useRef<HTMLVideoElement>(null);
  const [words, setWords] = useState(t.verify.scanning);

  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | undefined;
    const look = async () => {
      const reader = new BarcodeDetector!({ formats: ['qr_code'] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (isOver || !video.current) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      while (!isOver) {
        const [code] = await reader.detect(video.current);
        const found = code && readFragment(code.rawValue);
        if (isOver) return;
        if (found) return onFound(found);
        const path = code && scannedCertificate(code.rawValue, location.host);
        if (path) return onCertificate(path);
        if (code) setWords(t.verify.scanOther);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    };
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    look().catch(() => !isOver && setWords(t.verify.scanFailed));
    return () => {
      isOver = true;
      stop();
    };
  }, []);

  return (
    <div class="scanner">
      <video ref={video} muted playsInline aria-hidden="true" />
      <p role="status">{words}</p>
      <button type="button" class="button button-second button-full" onClick={onStop}>
        {t.verify.scanStop}
      </button>
    </div>
  );
}
