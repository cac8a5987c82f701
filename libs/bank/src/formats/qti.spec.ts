import { describe, expect, it } from '@jest/globals';
import jszip from 'jszip';
import type { Question } from './question.js';
import { writeQti3 } from './qti.js';
import { childOf, childrenOf, parseXml, textOf } from './xml.js';

const question = (code: string, part: Partial<Question> = {}): Question => ({
  ...{ row: 1, label: null, code, topic: 'the-che', level: 1, subBank: null, kind: 'single', stem: 'Hỏi <gì> & ai?\nDòng hai' },
  ...{ options: [{ text: 'a < b', right: false }, { text: 'b', right: true }], explanation: 'Vì “b”.' },
  ...{ document: null, date: null, article: null, validFrom: null, validTo: null, mark: null, ...part },
}); // prettier-ignore

describe('a QTI 3.0 package', () => {
  it('names every item in the manifest by the schema of the specification', async () => {
    const zip = await jszip.loadAsync(await writeQti3([question('the-che-01'), question('1-a')]));
    const manifest = parseXml(await zip.file('imsmanifest.xml')!.async('string'));
    expect(manifest.name).toBe('manifest');
    expect(manifest.attributes['xmlns']).toBe('http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1');
    expect(childrenOf(manifest).map(({ name }) => name)).toEqual(['metadata', 'organizations', 'resources']);
    expect(textOf(childOf(manifest, 'metadata', 'schema'))).toBe('QTI Package');
    expect(textOf(childOf(manifest, 'metadata', 'schemaversion'))).toBe('3.0.0');
    const resources = childrenOf(childOf(manifest, 'resources')!, 'resource');
    expect(resources.map(({ attributes }) => attributes)).toEqual([
      { identifier: 'the-che-01', type: 'imsqti_item_xmlv3p0', href: 'items/the-che-01.xml' },
      { identifier: 'item-1-a', type: 'imsqti_item_xmlv3p0', href: 'items/item-1-a.xml' },
    ]);
    for (const resource of resources) {
      expect(childOf(resource, 'file')!.attributes['href']).toBe(resource.attributes['href']);
      expect(zip.file(resource.attributes['href']!)).not.toBeNull();
    }
    expect(Object.keys(zip.files)).toHaveLength(3);
  });

  it('has items with their parts in the order of the schema, and keys that name choices', async () => {
    const multiple = question('b', {
      kind: 'multiple',
      options: ['x', 'y', 'z'].map((text, i) => ({ text, right: i > 0 })),
    });
    const zip = await jszip.loadAsync(await writeQti3([question('a'), multiple]));
    const items = await Promise.all(
      ['a', 'b'].map(async (name) => parseXml(await zip.file(`items/${name}.xml`)!.async('string'))),
    );
    for (const item of items) {
      expect(item.name).toBe('qti-assessment-item');
      expect(item.attributes).toMatchObject({
        xmlns: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
        adaptive: 'false',
        'time-dependent': 'false',
        'xml:lang': 'vi',
      });
      expect(item.attributes['identifier']).toMatch(/^[A-Za-z_][\w.-]*$/);
      expect(childrenOf(item).map(({ name }) => name)).toEqual([
        'qti-response-declaration',
        'qti-outcome-declaration',
        'qti-item-body',
        'qti-response-processing',
      ]);
      const body = childOf(item, 'qti-item-body')!;
      expect(childrenOf(body).map(({ name }) => name)).toEqual(['qti-choice-interaction', 'qti-rubric-block']);
      expect(childOf(body, 'qti-rubric-block')!.attributes).toEqual({ use: 'scoring', view: 'scorer' });
      const choices = childrenOf(childOf(body, 'qti-choice-interaction')!, 'qti-simple-choice').map(
        ({ attributes }) => attributes['identifier'],
      );
      const keys = childrenOf(childOf(item, 'qti-response-declaration', 'qti-correct-response')!).map(textOf);
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.every((key) => choices.includes(key))).toBe(true);
    }
    const shape = items.map((item) => [
      childOf(item, 'qti-response-declaration')!.attributes['cardinality'],
      childOf(item, 'qti-item-body', 'qti-choice-interaction')!.attributes['max-choices'],
    ]);
    expect(shape).toEqual([['single', '1'], ['multiple', '0']]); // prettier-ignore
    expect(textOf(childOf(items[0], 'qti-item-body', 'qti-choice-interaction', 'qti-prompt'))).toBe(
      'Hỏi <gì> & ai?Dòng hai',
    );
  });
});
