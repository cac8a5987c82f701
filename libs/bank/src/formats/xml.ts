import { SaxesParser } from 'saxes';
import { LIMITS } from '#domain';
import { FileRefusal } from './question.js';

/** An element with its name as written, prefix and all. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

/**
 * Reads XML into a tree, with bounds. A document type is refused before anything is read: entities are how small files
 * grow large and how a reader is made to open other files.
 *
 * @throws FileRefusal ENTITIES, TOO_LARGE (elements or depth), NOT_THIS_FORMAT for what is not well-formed
 */
export function parseXml(text: string): XmlElement {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw new FileRefusal('ENTITIES', 'Tệp XML có khai báo DOCTYPE hoặc ENTITY nên không được nhận.');
  }
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let count = 0;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (++count > LIMITS.xmlElementsMax || open.length > LIMITS.xmlDepthMax) {
      throw new FileRefusal('TOO_LARGE', 'Tệp XML có quá nhiều phần tử lồng nhau.');
    }
    const element: XmlElement = { name, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (part) => void open.at(-1)!.children.push(part));
  parser.on('cdata', (part) => void open.at(-1)!.children.push(part));
  parser.on('error', () => {
    throw new FileRefusal('NOT_THIS_FORMAT', 'Tệp XML viết sai hoặc bị hỏng.');
  });
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return root.children.find((child) => typeof child !== 'string') as XmlElement;
}

/** The children that are elements, or those of one name. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first child of a name; with several names the child of the child, and so on. */
export function childOf(element: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => at && childrenOf(at, name)[0], element);
}

/** All text inside. */
export const textOf = (element: XmlElement | undefined): string =>
  element?.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('') ?? '';

/** What XML 1.0 cannot hold at all is left out. */
const UNFIT = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as content or attribute value of XML. Example: `escapeXml('a<b') = 'a&lt;b'`. */
export const escapeXml = (text: string): string => text.replace(UNFIT, '').replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
