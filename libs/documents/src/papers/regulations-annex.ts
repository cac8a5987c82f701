import type { Article } from '#domain';
import type { Block, OfficialDocument } from '../official-document.js';
import { contestNamed, frameOf, type Issuer } from './letterhead.js';

/** What the thể lệ is annexed to: the paper itself is written elsewhere. */
export const ANNEXED_TO = { plan: ['Kế hoạch', 'KH'], decision: ['Quyết định', 'QĐ'] } as const;

/** The thể lệ of a contest as the annex of its plan or decision, article by article as people read it on its page. */
export function regulationsAnnex(
  issuer: Issuer,
  articles: readonly Article[],
  to: keyof typeof ANNEXED_TO,
): OfficialDocument {
  const [kind, code] = ANNEXED_TO[to];
  return {
    ...frameOf(issuer, code),
    kind,
    subject: contestNamed(issuer.title),
    body: [],
    annexes: [
      {
        number: 'Phụ lục',
        title: `Thể lệ ${contestNamed(issuer.title)}`,
        landscape: false,
        body: articles.flatMap(articleBlocks),
      },
    ],
    only: 'annexes',
  };
}

function articleBlocks({ title, paragraphs }: Article, i: number): Block[] {
  return [
    { block: 'heading', level: 2, text: `Điều ${i + 1}. ${title}` },
    ...paragraphs.flatMap((paragraph, k) => {
      const [first = '', ...items] = paragraph.split('\n');
      return [
        { block: 'paragraph' as const, text: paragraphs.length > 1 ? `${k + 1}. ${first}` : first },
        ...items.map((item) => ({ block: 'paragraph' as const, text: item.replace(/^- /, ''), item: true })),
      ];
    }),
  ];
}
