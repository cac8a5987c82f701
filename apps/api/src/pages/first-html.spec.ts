import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linksOf } from './built-pages.js';
import { cutShell, escapeData, escapeMarkup, firstHtml } from './first-html.js';
import type { Look } from './look.js';

const SHELL = '<head><!--head--></head><body><div id="app"><!--noscript--></div><!--data--></body>';

const look = (changes: Partial<Look> = {}): Look => ({
  status: 200,
  title: 'Thi thử',
  description: 'Từ 08:00 thứ Hai, 6/5/2019.',
  canonical: 'https://thi.example.vn/cuoc-thi/thu',
  picture: 'https://thi.example.vn/og/thu.png',
  isListed: true,
  help: [],
  answers: {},
  ...changes,
});

describe('the first HTML', () => {
  it('joins the shell, the head, the words for who has no script, and the data', () => {
    const answers = { '/api/contests/thu': { title: 'Thi thử' } };
    const html = firstHtml(
      cutShell(SHELL),
      look({ answers, help: ['Gọi 0238 000 000.'] }),
      '<link>',
      '2019-05-06T01:00:00Z',
    );
    expect(html).toMatch(
      /^<head><title>Thi thử · Thi CCHC<\/title>[\s\S]*<link><\/head><body><div id="app"><noscript>/,
    );
    expect(html).toContain('<p>Gọi 0238 000 000.</p>');
    expect(html).toContain('<link rel="canonical" href="https://thi.example.vn/cuoc-thi/thu">');
    const data = /<script type="application\/json" id="first-data">(.*)<\/script><\/body>$/.exec(html)![1]!;
    expect(JSON.parse(data)).toEqual({ now: '2019-05-06T01:00:00Z', ...answers });
  });

  it('asks search engines to pass by what is not for them, and names no address for it', () => {
    const html = firstHtml(cutShell(SHELL), look({ isListed: false }), '', null);
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).not.toMatch(/canonical|first-data/);
  });

  it.each(['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", '<!--</title><script>', '$& $1 $`'])(
    'shows %s as letters, wherever it stands',
    (attack) => {
      const hostile = look({ title: attack, description: attack, canonical: attack, picture: attack, help: [attack] });
      const html = firstHtml(cutShell(SHELL), { ...hostile, answers: { '/api/contests/thu': attack } }, '', 'now');
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html).not.toMatch(/<img|<!--/);
      expect(html.match(/<\/title>/g)).toHaveLength(1);
      expect(html).toContain(`<title>${escapeMarkup(attack)} · Thi CCHC</title>`);
    },
  );

  it('refuses a shell that has lost a mark', () => {
    expect(() => cutShell(SHELL.replace('<!--data-->', ''))).toThrow(/marks/);
  });
});

describe('escapeData', () => {
  it('keeps every value, with nothing in it that could end the element', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = escapeData(value);
        expect(text).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(escapeData('</script>\u2028<!--')).toBe('"\\u003c/script\\u003e\\u2028\\u003c!--"');
  });
});

describe('the links of a page', () => {
  const manifest = {
    'index.html': { file: 'assets/index-1.js', css: ['assets/index-1.css'], imports: ['_words-4.js'] },
    '_words-4.js': { file: 'assets/words-4.js' },
    '_page-2.js': { file: 'assets/page-2.js', imports: ['index.html'] },
    'src/citizen/pages/a.tsx': {
      file: 'assets/a-3.js',
      css: ['assets/a-3.css'],
      imports: ['index.html', '_page-2.js'],
    },
  };

  it('name its styles and scripts, those it needs before it, and none of the shell', () => {
    const links = linksOf(manifest, 'src/citizen/pages/a.tsx').split(/\n */);
    expect(links).toEqual([
      '<link rel="stylesheet" crossorigin href="/assets/a-3.css">',
      '<link rel="modulepreload" crossorigin href="/assets/page-2.js">',
      '<link rel="modulepreload" crossorigin href="/assets/a-3.js">',
    ]);
  });

  it('are none for a page that was not built', () => {
    expect(linksOf(manifest, 'src/citizen/pages/b.tsx')).toBe('');
  });
});
