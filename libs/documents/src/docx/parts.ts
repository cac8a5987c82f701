import { PAGE, SIZE, TEXT, pt } from '../nd30.js';
import type { ZippedFile } from '../files/zip.js';
import { escapeXml } from '../xml.js';

const OPENXML = 'http://schemas.openxmlformats.org';
const W = `${OPENXML}/wordprocessingml/2006/main`;
const PACKAGE = `${OPENXML}/package/2006`;
const OFFICE = `${OPENXML}/officeDocument/2006/relationships`;
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Twentieths of a point, in which Word measures. */
export const twips = (points: number): number => Math.round(points * 20);

/** Names of styles: who edits the paper finds them in Word's list, the built-in ones under Word's own names. */
export const STYLE = {
  body: 'BodyText',
  heading: ['Heading1', 'Heading2', 'Heading3'],
  kind: 'Title',
  subject: 'Subtitle',
  managingAgency: 'CoQuanChuQuan',
  agency: 'CoQuanBanHanh',
  country: 'QuocHieu',
  motto: 'TieuNgu',
  symbol: 'SoKyHieu',
  placeAndDate: 'DiaDanhThoiGian',
  recipients: 'KinhGui',
  rule: 'GachNgang',
  annexNumber: 'PhuLuc',
  annexTitle: 'TenPhuLuc',
  reference: 'KemTheo',
  caption: 'Caption',
  tableHead: 'BangDau',
  cell: { left: 'BangChu', right: 'BangSo', center: 'BangGiua' },
  tableNote: 'GhiChuBang',
  chart: 'BieuDo',
  receiversTitle: 'NoiNhan',
  receivers: 'DanhSachNoiNhan',
  signature: 'QuyenHanChucVu',
  signer: 'HoTenNguoiKy',
  sectionEnd: 'HetPhan',
  table: 'BangSoLieu',
  header: 'Header',
} as const;

interface Look {
  id: string;
  name: string;
  basedOn?: string;
  size?: number;
  bold?: boolean;
  italic?: boolean;
  caps?: boolean;
  align?: 'left' | 'right' | 'center' | 'both';
  /** Points. */
  before?: number;
  after?: number;
  /** Of a line; or points, exactly. */
  line?: number | { exactly: number };
  firstLine?: number;
  keepNext?: boolean;
  keepLines?: boolean;
  outline?: number;
}

/** None of the letterhead and tables has the gap between paragraphs of the body. */
const tight = { before: 0, after: 0, line: 1 };

const LOOKS: Look[] = [
  {
    ...{ id: STYLE.body, name: 'Body Text', align: 'both', firstLine: pt(TEXT.firstLineMm) },
    ...{ before: 0, after: TEXT.gapPt, line: TEXT.lineSpacing },
  },
  ...STYLE.heading.map((id, i): Look => ({
    ...{
      id,
      name: `heading ${i + 1}`,
      basedOn: STYLE.body,
      bold: i < 2,
      caps: i === 0,
      align: i === 0 ? 'left' : 'both',
    },
    ...{ keepNext: true, keepLines: true, outline: i, before: i === 0 ? TEXT.gapPt : 0 },
  })),
  {
    id: STYLE.kind,
    name: 'Title',
    ...tight,
    size: SIZE.kind,
    bold: true,
    caps: true,
    align: 'center',
    before: 18,
    keepNext: true,
  },
  { id: STYLE.subject, name: 'Subtitle', ...tight, size: SIZE.subject, bold: true, align: 'center', keepNext: true },
  { id: STYLE.managingAgency, name: 'Cơ quan chủ quản', ...tight, size: SIZE.agency, caps: true, align: 'center' },
  { id: STYLE.agency, name: 'Cơ quan ban hành', ...tight, size: SIZE.agency, bold: true, caps: true, align: 'center' },
  { id: STYLE.country, name: 'Quốc hiệu', ...tight, size: SIZE.country, bold: true, align: 'center' },
  { id: STYLE.motto, name: 'Tiêu ngữ', ...tight, size: SIZE.motto, bold: true, align: 'center' },
  { id: STYLE.symbol, name: 'Số, ký hiệu', ...tight, size: SIZE.symbol, align: 'center', before: 6 },
  {
    id: STYLE.placeAndDate,
    name: 'Địa danh, thời gian',
    ...tight,
    size: SIZE.placeAndDate,
    italic: true,
    align: 'center',
    before: 6,
  },
  { id: STYLE.recipients, name: 'Kính gửi', ...tight, align: 'center', before: 6, keepNext: true },
  { id: STYLE.rule, name: 'Gạch ngang', ...tight, size: 2, line: { exactly: 4 }, before: 4 },
  {
    id: STYLE.annexNumber,
    name: 'Phụ lục',
    ...tight,
    size: SIZE.annexNumber,
    bold: true,
    align: 'center',
    keepNext: true,
    outline: 0,
  },
  {
    id: STYLE.annexTitle,
    name: 'Tên phụ lục',
    ...tight,
    size: SIZE.annexTitle,
    bold: true,
    caps: true,
    align: 'center',
    keepNext: true,
  },
  { id: STYLE.reference, name: 'Kèm theo', ...tight, italic: true, align: 'center', keepNext: true },
  {
    id: STYLE.caption,
    name: 'caption',
    ...tight,
    size: SIZE.tableTitle,
    bold: true,
    align: 'center',
    before: 6,
    after: 4,
    keepNext: true,
    keepLines: true,
  },
  { id: STYLE.cell.left, name: 'Bảng: chữ', ...tight, size: SIZE.table, align: 'left' },
  { id: STYLE.cell.right, name: 'Bảng: số', ...tight, size: SIZE.table, align: 'right' },
  { id: STYLE.cell.center, name: 'Bảng: giữa', ...tight, size: SIZE.table, align: 'center' },
  {
    id: STYLE.tableHead,
    name: 'Bảng: đầu cột',
    ...tight,
    size: SIZE.table,
    bold: true,
    align: 'center',
    keepNext: true,
  },
  {
    id: STYLE.tableNote,
    name: 'Ghi chú bảng',
    ...tight,
    size: SIZE.tableNote,
    italic: true,
    align: 'both',
    before: 3,
    after: TEXT.gapPt,
  },
  { id: STYLE.chart, name: 'Biểu đồ', ...tight, align: 'center', after: TEXT.gapPt },
  {
    id: STYLE.receiversTitle,
    name: 'Nơi nhận',
    ...tight,
    size: SIZE.receiversTitle,
    bold: true,
    italic: true,
    align: 'left',
  },
  { id: STYLE.receivers, name: 'Danh sách nơi nhận', ...tight, size: SIZE.receivers, align: 'left' },
  {
    id: STYLE.signature,
    name: 'Quyền hạn, chức vụ',
    ...tight,
    bold: true,
    caps: true,
    align: 'center',
    keepNext: true,
  },
  { id: STYLE.signer, name: 'Họ tên người ký', ...tight, bold: true, align: 'center' },
  { id: STYLE.sectionEnd, name: 'Hết phần', ...tight, size: 1, line: { exactly: 1 } },
  { id: STYLE.header, name: 'header', ...tight, size: SIZE.pageNumber, align: 'center' },
];

function styleOf(look: Look): string {
  const { id, name, basedOn = 'Normal', size, bold, italic, caps, align, before, after, line } = look;
  const spacing = [
    before === undefined ? '' : ` w:before="${twips(before)}"`,
    after === undefined ? '' : ` w:after="${twips(after)}"`,
    line === undefined
      ? ''
      : typeof line === 'number'
        ? ` w:line="${Math.round(line * 240)}" w:lineRule="auto"`
        : ` w:line="${twips(line.exactly)}" w:lineRule="exact"`,
  ].join('');
  const paragraph = [
    look.keepNext ? '<w:keepNext/>' : '',
    look.keepLines ? '<w:keepLines/>' : '',
    spacing === '' ? '' : `<w:spacing${spacing}/>`,
    look.firstLine === undefined ? '' : `<w:ind w:firstLine="${twips(look.firstLine)}"/>`,
    align === undefined ? '' : `<w:jc w:val="${align}"/>`,
    look.outline === undefined ? '' : `<w:outlineLvl w:val="${look.outline}"/>`,
  ].join('');
  const letters = [
    bold ? '<w:b/>' : '',
    italic ? '<w:i/>' : '',
    caps ? '<w:caps/>' : '',
    size === undefined ? '' : `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`,
  ].join('');
  return (
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${basedOn}"/><w:qFormat/>` +
    `<w:pPr>${paragraph}</w:pPr><w:rPr>${letters}</w:rPr></w:style>`
  );
}

const FONTS = ['ascii', 'hAnsi', 'cs', 'eastAsia'].map((kind) => ` w:${kind}="Times New Roman"`).join('');
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('');

const STYLES =
  `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts${FONTS}/><w:color w:val="000000"/>` +
  `<w:sz w:val="${SIZE.body * 2}"/><w:szCs w:val="${SIZE.body * 2}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>` +
  `</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
  `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
  LOOKS.map(styleOf).join('') +
  `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
  `<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
  `<w:style w:type="table" w:customStyle="1" w:styleId="${STYLE.table}"><w:name w:val="Bảng số liệu"/><w:basedOn w:val="TableNormal"/><w:qFormat/>` +
  `<w:tblPr><w:tblBorders>${BORDERS}</w:tblBorders><w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>` +
  `<w:bottom w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
  `<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/></w:tcPr></w:tblStylePr>` +
  `<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style></w:styles>`;

const SETTINGS =
  `<w:settings xmlns:w="${W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
  `<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
  `<w:themeFontLang w:val="vi-VN"/></w:settings>`;

const header = (inside: string): string =>
  `<w:hdr xmlns:w="${W}"><w:p><w:pPr><w:pStyle w:val="${STYLE.header}"/></w:pPr>${inside}</w:p></w:hdr>`;

const PAGE_NUMBER =
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

/** How a part of the paper is paged: from 1, the number not on its first page. */
export function section(isLandscape: boolean): string {
  const wide = twips(pt(PAGE.heightMm));
  const narrow = twips(pt(PAGE.widthMm));
  const size = isLandscape ? `w:w="${wide}" w:h="${narrow}" w:orient="landscape"` : `w:w="${narrow}" w:h="${wide}"`;
  const { top, bottom, left, right } = PAGE.marginMm;
  const mm = (length: number) => twips(pt(length));
  return (
    `<w:sectPr><w:headerReference w:type="default" r:id="rIdNumber"/><w:headerReference w:type="first" r:id="rIdNoNumber"/>` +
    `<w:type w:val="nextPage"/><w:pgSz ${size}/><w:pgMar w:top="${mm(top)}" w:right="${mm(right)}" w:bottom="${mm(bottom)}" ` +
    `w:left="${mm(left)}" w:header="${mm(PAGE.numberTopMm)}" w:footer="${mm(PAGE.numberTopMm)}" w:gutter="0"/>` +
    `<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>`
  );
}

/** A picture of the paper: what old programs and printers show, and what newer ones draw. */
export interface Picture {
  png: Buffer;
  svg?: string;
}

/** All files of the package. @param body blocks with the last section */
export function partsOf(body: readonly Buffer[], title: string, pictures: readonly Picture[]): ZippedFile[] {
  const file = (name: string, ...content: string[]): ZippedFile => ({
    ...{ name, pack: true },
    bytes: Buffer.from(HEAD + content.join('')),
  });
  const relations = (inside: string) => `<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
  const override = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${type}"/>`;
  const core = `${PACKAGE}/metadata/core-properties`;
  return [
    file(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>`,
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
      `<Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/>`,
      override('word/document.xml', `${TYPE}.document.main+xml`),
      override('word/styles.xml', `${TYPE}.styles+xml`),
      override('word/settings.xml', `${TYPE}.settings+xml`),
      override('word/header1.xml', `${TYPE}.header+xml`),
      override('word/header2.xml', `${TYPE}.header+xml`),
      override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
      `</Types>`,
    ),
    file(
      '_rels/.rels',
      relations(
        relation('rId1', `${OFFICE}/officeDocument`, 'word/document.xml') +
          relation('rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
      ),
    ),
    file(
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="${core}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title>`,
      `<dc:creator>Thi CCHC</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>`,
    ),
    file(
      'word/_rels/document.xml.rels',
      relations(
        relation('rIdStyles', `${OFFICE}/styles`, 'styles.xml') +
          relation('rIdSettings', `${OFFICE}/settings`, 'settings.xml') +
          relation('rIdNumber', `${OFFICE}/header`, 'header1.xml') +
          relation('rIdNoNumber', `${OFFICE}/header`, 'header2.xml') +
          pictures
            .map(
              ({ svg }, i) =>
                relation(`rIdPng${i + 1}`, `${OFFICE}/image`, `media/picture${i + 1}.png`) +
                (svg === undefined ? '' : relation(`rIdSvg${i + 1}`, `${OFFICE}/image`, `media/picture${i + 1}.svg`)),
            )
            .join(''),
      ),
    ),
    file('word/styles.xml', STYLES),
    file('word/settings.xml', SETTINGS),
    file('word/header1.xml', header(PAGE_NUMBER)),
    file('word/header2.xml', header('')),
    ...pictures.flatMap(({ png, svg }, i): ZippedFile[] => [
      { name: `word/media/picture${i + 1}.png`, bytes: png, pack: true },
      ...(svg === undefined ? [] : [{ ...file(`word/media/picture${i + 1}.svg`), bytes: Buffer.from(svg) }]),
    ]),
    {
      ...file('word/document.xml'),
      bytes: Buffer.concat([
        Buffer.from(
          `${HEAD}<w:document xmlns:w="${W}" xmlns:r="${OFFICE}" xmlns:wp="${OPENXML}/drawingml/2006/wordprocessingDrawing" ` +
            `xmlns:a="${OPENXML}/drawingml/2006/main" xmlns:pic="${OPENXML}/drawingml/2006/picture"><w:body>`,
        ),
        ...body,
        Buffer.from('</w:body></w:document>'),
      ]),
    },
  ];
}
