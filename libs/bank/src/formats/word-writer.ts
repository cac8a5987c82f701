import jszip from 'jszip';
import { FIELD_NAMES, type Question } from './question.js';
import { escapeXml } from './xml.js';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** A day long past: the same questions are the same bytes. */
const PART_DATE = new Date('2000-01-01T00:00:00Z');
/** Lists of numbering.xml: questions, explanations, then one list of options a question, so that each begins with A. */
const QUESTIONS = 1;
const EXPLANATIONS = 2;
const FIRST_OPTIONS = 3;

/** Lines below the options, by their labels; what is null has none. */
const LINES = ['code', 'level', 'document', 'date', 'article', 'validFrom', 'validTo', 'subBank', 'mark'] as const;

/**
 * Writes a Word file: topics as headings, questions and options as automatic lists, the key and the fields as lines below.
 * `readWord` reads it back.
 */
export async function writeWord(questions: readonly Question[]): Promise<Buffer> {
  const zip = new jszip();
  const put = (name: string, content: string): void =>
    void zip.file(name, HEAD + content, { date: PART_DATE, createFolders: false });
  put('[Content_Types].xml', CONTENT_TYPES);
  put(
    '_rels/.rels',
    relationships(`<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`),
  );
  put(
    'word/_rels/document.xml.rels',
    relationships(
      `<Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/>` +
        `<Relationship Id="rId2" Type="${OFFICE}/numbering" Target="numbering.xml"/>`,
    ),
  );
  put('word/styles.xml', STYLES);
  put('word/numbering.xml', numbering(questions.length));
  put('word/document.xml', `<w:document xmlns:w="${W}"><w:body>${bodyOf(questions)}${SECTION}</w:body></w:document>`);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

function bodyOf(questions: readonly Question[]): string {
  let topic: string | null = null;
  return questions
    .map((question, i) => {
      const heading =
        question.topic === null || question.topic === topic ? '' : paragraph(question.topic, style('Heading1'));
      topic = question.topic ?? topic;
      const options = question.options.map(({ text }) => paragraph(text, list(FIRST_OPTIONS + i)));
      const key = question.options
        .flatMap(({ right }, place) => (right ? [String.fromCharCode(65 + place)] : []))
        .join(', ');
      const lines = LINES.flatMap((name) => {
        const value = question[name];
        return value === null ? [] : [paragraph(`${FIELD_NAMES[name]}: ${value}`)];
      });
      const explanation = question.explanation === null ? [] : [paragraph(question.explanation, list(EXPLANATIONS))];
      const answer = key === '' ? [] : [paragraph(`${FIELD_NAMES.key}: ${key}`)];
      return [heading, paragraph(question.stem, list(QUESTIONS)), ...options, ...answer, ...explanation, ...lines].join(
        '',
      );
    })
    .join('');
}

const style = (name: string): string => `<w:pStyle w:val="${name}"/>`;
const list = (id: number): string => `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`;

function paragraph(text: string, properties = ''): string {
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`);
  return `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r>${lines.join('<w:br/>')}</w:r></w:p>`;
}

function numbering(questions: number): string {
  const abstract = (id: number, format: string, text: string, indent: number, bold = true): string =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>` +
    `<w:numFmt w:val="${format}"/><w:suff w:val="space"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>` +
    `<w:pPr><w:ind w:left="${indent}" w:firstLine="0"/></w:pPr>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}</w:lvl></w:abstractNum>`;
  const nums = Array.from(
    { length: questions },
    (_, i) =>
      `<w:num w:numId="${FIRST_OPTIONS + i}"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  );
  return (
    `<w:numbering xmlns:w="${W}">` +
    abstract(1, 'decimal', 'Câu %1.', 0) +
    abstract(2, 'none', `${FIELD_NAMES.explanation}:`, 0, false) +
    abstract(3, 'upperLetter', '%1.', 360, false) +
    `<w:num w:numId="${QUESTIONS}"><w:abstractNumId w:val="1"/></w:num>` +
    `<w:num w:numId="${EXPLANATIONS}"><w:abstractNumId w:val="2"/></w:num>${nums.join('')}</w:numbering>`
  );
}

const relationships = (inside: string): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`;

const CONTENT_TYPES =
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  `<Override PartName="/word/numbering.xml" ContentType="${TYPE}.numbering+xml"/></Types>`;

const STYLES =
  `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" ` +
  `w:cs="Times New Roman" w:eastAsia="Times New Roman"/><w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>` +
  `<w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>` +
  `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
  `<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>` +
  `<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style></w:styles>`;

const SECTION =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/></w:sectPr>';
