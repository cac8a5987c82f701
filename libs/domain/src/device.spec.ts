import { describe, expect, it } from '@jest/globals';
import { deviceOf } from './device.js';

const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';

describe('deviceOf', () => {
  it.each([
    [`${ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36`, 'Chrome · Android'],
    [`${ANDROID} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`, 'Samsung Internet · Android'],
    [`${ANDROID} Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36 Zalo android/1234`, 'Zalo · Android'],
    [`${ANDROID} Version/4.0 Chrome/120.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/440.0;]`, 'Facebook · Android'],
    [`${IPHONE} Version/17.1 Mobile/15E148 Safari/604.1`, 'Safari · iPhone'],
    [`${IPHONE} CriOS/120.0.6099.50 Mobile/15E148 Safari/604.1`, 'Chrome · iPhone'],
    [`${IPHONE} Mobile/15E148`, 'iPhone'],
    [`${WINDOWS} Chrome/120.0.0.0 Safari/537.36`, 'Chrome · Windows'],
    [`${WINDOWS} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0`, 'Edge · Windows'],
    [`${WINDOWS} coc_coc_browser/117.0 Chrome/111.0 Safari/537.36`, 'Cốc Cốc · Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0', 'Firefox · Linux'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 (KHTML, like Gecko) Version/17.1 Safari/605.1',
      'Safari · macOS',
    ],
  ])('says of %s: %s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });

  it.each([[undefined], [''], ['curl/8.0'], ['<script>'], [' '.repeat(500) + 'Windows Chrome/1']])(
    'says nothing of %j',
    (userAgent) => {
      expect(deviceOf(userAgent)).toBeNull();
    },
  );

  it('tells no two phones of one family apart', () => {
    const one = `${ANDROID.replace('K', 'SM-A125F')} Chrome/119.0.1 Mobile Safari/537.36`;
    expect(deviceOf(one)).toBe(deviceOf(`${ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36`));
  });

  it('reads a long text of one letter in no time at all', () => {
    expect(deviceOf('Version/1'.repeat(100_000))).toBeNull();
  });
});
