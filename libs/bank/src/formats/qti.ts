import jszip from 'jszip';
import type { Question } from './question.js';
import { escapeXml } from './xml.js';

const ITEM = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';
const ITEM_XSD = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd';
const PACKAGE = 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1';
const PACKAGE_XSD = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const MATCH_CORRECT = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct';
/** A day long past: the same questions are the same bytes. */
const PART_DATE = new Date('2000-01-01T00:00:00Z');

/**
 * Writes a QTI 3.0 package: an assessment item a question, and the manifest that names them. The explanation stands in a
 * rubric for whoever marks, so no delivery engine shows it to candidates.
 *
 * Source: 1EdTech "Question and Test Interoperability 3.0", information model and XML binding; "Content Packaging 1.2".
 */
export async function writeQti3(questions: readonly Question[]): Promise<Buffer> {
  const zip = new jszip();
  const names = questions.map(({ code, row }) => identifierOf(code ?? String(row)));
  zip.file('imsmanifest.xml', manifest(names), { date: PART_DATE });
  questions.forEach((question, i) =>
    zip.file(hrefOf(names[i]!), itemXml(question, names[i]!), { date: PART_DATE, createFolders: false }),
  );
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** XML names do not begin with a figure. */
const identifierOf = (code: string): string => (/^[a-z_]/i.test(code) ? code : `item-${code}`);
const hrefOf = (name: string): string => `items/${name}.xml`;

function manifest(names: readonly string[]): string {
  const resources = names.map(
    (name) =>
      `    <resource identifier="${name}" type="imsqti_item_xmlv3p0" href="${hrefOf(name)}">\n      <file href="${hrefOf(name)}"/>\n    </resource>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="${PACKAGE}" xmlns:xsi="${XSI}" xsi:schemaLocation="${PACKAGE} ${PACKAGE_XSD}" identifier="MANIFEST">
  <metadata>
    <schema>QTI Package</schema>
    <schemaversion>3.0.0</schemaversion>
  </metadata>
  <organizations/>
  <resources>
${resources.join('\n')}
  </resources>
</manifest>
`;
}

function itemXml({ stem, kind, options, explanation, code, topic, level, document }: Question, name: string): string {
  const letter = (place: number): string => String.fromCharCode(65 + place);
  const keys = options.flatMap(({ right }, i) => (right ? [`      <qti-value>${letter(i)}</qti-value>`] : []));
  const choices = options.map(
    ({ text }, i) => `      <qti-simple-choice identifier="${letter(i)}">${escapeXml(text)}</qti-simple-choice>`,
  );
  const lines = (text: string): string => text.split('\n').map(escapeXml).join('<br/>');
  const rubric =
    explanation === null
      ? ''
      : `\n    <qti-rubric-block use="scoring" view="scorer">\n      <qti-content-body><p>${lines(explanation)}</p></qti-content-body>\n    </qti-rubric-block>`;
  const label = [topic, level === null ? null : `level ${level}`, document].filter(Boolean).join('; ');
  return `<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="${ITEM}" xmlns:xsi="${XSI}" xsi:schemaLocation="${ITEM} ${ITEM_XSD}" identifier="${name}" title="${escapeXml(code ?? name)}"${label === '' ? '' : ` label="${escapeXml(label)}"`} adaptive="false" time-dependent="false" xml:lang="vi">
  <qti-response-declaration identifier="RESPONSE" cardinality="${kind === 'multiple' ? 'multiple' : 'single'}" base-type="identifier">
    <qti-correct-response>
${keys.join('\n')}
    </qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">
    <qti-default-value>
      <qti-value>0</qti-value>
    </qti-default-value>
  </qti-outcome-declaration>
  <qti-item-body>
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="${kind !== 'true_false'}" max-choices="${kind === 'multiple' ? 0 : 1}">
      <qti-prompt>${lines(stem)}</qti-prompt>
${choices.join('\n')}
    </qti-choice-interaction>${rubric}
  </qti-item-body>
  <qti-response-processing template="${MATCH_CORRECT}"/>
</qti-assessment-item>
`;
}
