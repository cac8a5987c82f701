import { describe, expect, it } from '@jest/globals';
import { portalHtml } from './portal-html.js';

describe('what a portal pastes', () => {
  it('is one picture with one link, both of our host', () => {
    const html = portalHtml('https://thi.example.vn', { slug: 'cchc-2026', title: 'Tìm hiểu CCHC' }, 600);
    expect(html).toContain('<a href="https://thi.example.vn/cuoc-thi/cchc-2026"');
    expect(html).toContain(
      '<img src="https://thi.example.vn/og/cchc-2026.png" alt="Tìm hiểu CCHC" width="600" height="315"',
    );
    expect(html).not.toMatch(/script|on\w+=/);
  });

  it('holds a title with signs of HTML as text', () => {
    const html = portalHtml('https://x.vn', { slug: 'a', title: '"><script>alert(1)</script>' }, 300);
    expect(html).toContain('alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(html).not.toContain('<script');
  });
});
