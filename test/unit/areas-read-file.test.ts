import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { boxPolygon, isAreaGeometry } from '#app/features/areas/area.ts';
import { readAreaText } from '#app/features/areas/read-area-file.ts';

const box = boxPolygon([2, 48, 3, 49]);
const kmlOf = (body: string) =>
  `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>${body}</Document></kml>`;
const kmlBox = `<Placemark><name>Zone</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
  2,48,0 3,48,0 3,49,0 2,49,0 2,48,0 </coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`;
const faultOf = (name: string, text: string) => {
  const read = readAreaText(name, text, parseXml);
  return 'fault' in read ? read.fault.code : null;
};

test.each([
  ['a bare geometry', box, null],
  ['a feature', { type: 'Feature', properties: { Nom: ' Zone ' }, geometry: box }, 'Zone'],
  [
    'a collection',
    {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { name: 'Zone' }, geometry: box }],
    },
    'Zone',
  ],
  [
    'nested collections',
    {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Point', coordinates: [0, 0] },
        { type: 'GeometryCollection', geometries: [box] },
      ],
    },
    null,
  ],
  ['a list of features', [{ type: 'Feature', properties: null, geometry: box }], null],
  [
    'a declared CRS84',
    { ...box, crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } },
    null,
  ],
])('GeoJSON: %s', (_what, value, name) => {
  expect(readAreaText('x.geojson', `\uFEFF${JSON.stringify(value)}`)).toEqual({
    areas: [{ name, geometry: box }],
  });
});

test('KML: a placemark with its name, lines and points passed over', () => {
  const text = kmlOf(
    `<Placemark><Point><coordinates>2,48</coordinates></Point></Placemark>${kmlBox}`,
  );
  expect(readAreaText('x.kml', text, parseXml)).toEqual({
    areas: [{ name: 'Zone', geometry: box }],
  });
});

test('KML: several polygons of one placemark stay together', () => {
  const polygons = kmlBox
    .replace('<Polygon>', '<MultiGeometry><Polygon>')
    .replace(
      '</Polygon>',
      '</Polygon><Polygon><outerBoundaryIs><LinearRing><coordinates>5,5 6,5 6,6 5,5</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry>',
    );
  expect(readAreaText('x.kml', kmlOf(polygons), parseXml)).toMatchObject({
    areas: [{ name: 'Zone', geometry: { type: 'MultiPolygon' } }],
  });
});

const line = {
  type: 'LineString',
  coordinates: [
    [0, 0],
    [1, 1],
  ],
};
const lambert = boxPolygon([650_000, 6_850_000, 660_000, 6_860_000]);

test.each([
  ['x.geojson', JSON.stringify(line), 'no-polygon'],
  ['x.geojson', '{"type":"FeatureCollection","features":[]}', 'no-polygon'],
  ['x.geojson', 'null', 'no-polygon'],
  ['x.geojson', '{"type":', 'not-json'],
  ['x.geojson', JSON.stringify({ ...box, coordinates: [[['2', '48']]] }), 'bad-coordinates'],
  [
    'x.geojson',
    JSON.stringify({
      ...box,
      coordinates: [
        [
          [2, 48],
          [3, 48],
          [2, 48],
        ],
      ],
    }),
    'bad-coordinates',
  ],
  [
    'x.geojson',
    JSON.stringify({ ...box, crs: { properties: { name: 'urn:ogc:def:crs:EPSG::2154' } } }),
    'wrong-crs',
  ],
  ['x.geojson', JSON.stringify(lambert), 'wrong-crs'],
  ['x.shp', '\u0000\u0000', 'unknown-format'],
  ['x.kml', 'hello', 'not-xml'],
  ['x.kml', '<kml><Document></kml>', 'not-xml'],
  ['x.kml', kmlOf(''), 'no-polygon'],
])('%s %j is refused as %s', (name, text, code) => expect(faultOf(name, text)).toBe(code));

test('A KML without a parser, a file too large, and too many corners are refused', () => {
  expect(readAreaText('x.kml', kmlOf(kmlBox))).toMatchObject({ fault: { code: 'no-xml-here' } });
  expect(readAreaText('x.json', ' '.repeat(5_000_001))).toMatchObject({
    fault: { code: 'file-too-large', params: { maxMb: 5, sizeMb: 6 } },
  });
  const ring = Array.from({ length: 20_001 }, (_, i) => [Math.cos(i), Math.sin(i)]);
  expect(faultOf('x.json', JSON.stringify({ type: 'Polygon', coordinates: [ring] }))).toBe(
    'file-too-many-vertices',
  );
});

test('Nesting without end and hundreds of thousands of features do not overflow the stack', () => {
  const deep = `${'{"type":"GeometryCollection","geometries":['.repeat(5000)}${']}'.repeat(5000)}`;
  expect(faultOf('x.json', deep)).toBe('no-polygon');
  expect(faultOf('x.json', `[${'{},'.repeat(400_000)}{}]`)).toBe('no-polygon');
});

for (const set of [
  'geojsonhint',
  'chrieke-invalid-geometry',
  'togeojson',
  'gdal/kml',
  'gdal/geojson',
]) {
  const folder = `../shared/data/3-aoi/${set}`;
  describe.skipIf(!existsSync(folder))(`Files of ${set} (needs ../shared/data)`, () => {
    const files = filesOf(folder).filter((file) => /\.(json|geojson|kml)$/i.test(file));

    test('each gives areas or a fault, and never throws', () => {
      expect(files.length).toBeGreaterThan(10);
      const counts = { areas: 0, faults: 0 };
      for (const file of files) {
        const read = readAreaText(file, readFileSync(file, 'utf8'), parseXml);
        if ('fault' in read) counts.faults += 1;
        else {
          counts.areas += 1;
          expect(read.areas.length).toBeGreaterThan(0);
          expect(read.areas.every(({ geometry }) => isAreaGeometry(geometry))).toBe(true);
        }
      }
      expect(counts.areas).toBeGreaterThan(0);
    });
  });
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
    (file) => `${folder}/${file}`,
  );
}

/** Node has no DOMParser: the little of a DOM that the KML reader asks for, over a parser that keeps the order of elements. */
function parseXml(text: string): Document {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    cdataPropName: '#cdata',
  });
  const root = new Element('#document', {}, null);
  root.fill(parser.parse(text, true) as Parsed[]);
  return root as unknown as Document;
}

type Parsed = Record<string, unknown>;
type TextNode = { nodeType: 3; textContent: string };

class Element {
  readonly nodeType = 1;
  readonly tagName: string;
  readonly parentNode: Element | null;
  private readonly given: Record<string, string>;
  private readonly nodes: (Element | TextNode)[] = [];

  constructor(tagName: string, given: Record<string, string>, parent: Element | null) {
    this.tagName = tagName;
    this.given = given;
    this.parentNode = parent;
  }
  fill(parsed: Parsed[]) {
    for (const item of parsed) {
      const [tag = ''] = Object.keys(item).filter((key) => key !== ':@');
      const body = item[tag];
      if (tag === '#text') this.nodes.push({ nodeType: 3, textContent: String(body) });
      else if (tag === '#cdata') {
        const [inner] = body as Parsed[];
        this.nodes.push({ nodeType: 3, textContent: String(inner?.['#text'] ?? '') });
      } else if (Array.isArray(body)) {
        const child = new Element(tag, (item[':@'] ?? {}) as Record<string, string>, this);
        child.fill(body);
        this.nodes.push(child);
      }
    }
  }
  get nodeName() {
    return this.tagName;
  }
  get localName() {
    return this.tagName.split(':').pop() ?? '';
  }
  get attributes() {
    return Object.entries(this.given).map(([name, value]) => ({ name, value }));
  }
  get childNodes() {
    return Object.assign([...this.nodes], { item: (n: number) => this.nodes[n] ?? null });
  }
  get children(): Element[] {
    return this.nodes.filter((node) => node instanceof Element);
  }
  get textContent(): string {
    return this.nodes.map((node) => node.textContent).join('');
  }
  normalize() {}
  getAttribute(name: string) {
    return this.given[name] ?? null;
  }
  getElementsByTagName(name: string): Element[] {
    return this.children.flatMap((child) => [
      ...(name === '*' || child.tagName === name ? [child] : []),
      ...child.getElementsByTagName(name),
    ]);
  }
  getElementsByTagNameNS(_namespace: string, name: string): Element[] {
    return this.getElementsByTagName('*').filter(
      (e) => name !== '*' && e.tagName.includes(':') && e.localName === name,
    );
  }
}
