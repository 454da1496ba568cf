import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it, test } from 'vitest';
import { boxPolygon, polygonsOf } from '#app/features/areas/area.ts';
import {
  type AreaFileContent,
  areaFileFaultCodes,
  areaFileLimits,
  areaFileNoteCodes,
  type NamedBytes,
} from '#app/features/areas/files/area-file.ts';
import { crsOfCode, crsOfWkt } from '#app/features/areas/files/projection.ts';
import {
  type ReadOptions,
  readAreaFiles,
  readAreaText,
} from '#app/features/areas/files/read-area-files.server.ts';
import { prj, shapefileOf, textFile, wavyRing, zipOf } from '../support/brought-files.ts';

const box = boxPolygon([2, 48, 3, 49]);
const entryMark = 'PK\x01\x02';
const ring = box.coordinates[0] ?? [];

async function contentOf(files: NamedBytes[], options: ReadOptions = {}): Promise<AreaFileContent> {
  const answer = await readAreaFiles(files, options);
  if ('fault' in answer) throw new Error(JSON.stringify(answer.fault));
  return answer;
}
async function faultOf(files: NamedBytes[], options: ReadOptions = {}) {
  const answer = await readAreaFiles(files, options);
  return 'fault' in answer ? answer.fault : null;
}
const ofText = (name: string, text: string, options?: ReadOptions) =>
  contentOf([textFile(name, text)], options);
const noteCodes = ({ notes }: AreaFileContent) => notes.map(({ code }) => code);

/** A clockwise box of metres, for Shapefiles. */
const metres = (x: number, y: number, side = 10_000) => [
  [x, y],
  [x, y + side],
  [x + side, y + side],
  [x + side, y],
  [x, y],
];
const lambert = shapefileOf(
  'zone',
  [{ rings: [metres(650_000, 6_860_000)], name: 'Île-de-France' }],
  {
    prj: prj.lambert93Esri,
  },
);

describe('GeoJSON', () => {
  test.each<[string, unknown]>([
    ['a bare geometry', box],
    ['a feature', { type: 'Feature', properties: { Nom: ' Zone ' }, geometry: box }],
    ['a list of features', [{ type: 'Feature', properties: null, geometry: box }]],
    [
      'nested collections',
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [0, 0] },
          { type: 'GeometryCollection', geometries: [box] },
        ],
      },
    ],
    ['a mark at the beginning', '\uFEFF'],
  ])('%s gives the box as it was written', async (_what, value) => {
    const text = typeof value === 'string' ? value + JSON.stringify(box) : JSON.stringify(value);
    const { features, format, crs } = await ofText('x.geojson', text);
    expect({ format, crs }).toEqual({ format: 'geojson', crs: 'WGS 84 (EPSG:4326)' });
    expect(features.map(({ geometry }) => geometry)).toEqual([box]);
    expect(features[0]).toMatchObject({ vertices: 4, parts: 1, fault: null, areaHa: 821_759 });
  });

  it('keeps coordinates to the last decimal, drops altitude, and turns rings the right way', async () => {
    const exact = [2.123456789012345, 48.00000000000001];
    const clockwise = [exact, [2, 49, 120], [3, 49, 120], exact];
    const { features } = await ofText(
      'x.json',
      JSON.stringify({ type: 'Polygon', coordinates: [clockwise] }),
    );
    expect(features[0]?.geometry.coordinates).toEqual([[exact, [3, 49], [2, 49], exact]]);
  });

  it('reads one object a line, and one after each record mark', async () => {
    const line = JSON.stringify({ type: 'Feature', properties: {}, geometry: box });
    expect((await ofText('x.geojsonl', `${line}\n${line}\n`)).features).toHaveLength(2);
    expect((await ofText('x.geojsons', `\x1e${line}\n\x1e${line}\n`)).features).toHaveLength(2);
  });

  it('follows the system of the GeoJSON of 2008', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2154' } };
    const content = await ofText(
      'x.geojson',
      JSON.stringify({ type: 'Polygon', coordinates: [metres(650_000, 6_860_000)], crs }),
    );
    expect(content.crs).toBe('RGF93 / Lambert-93 (EPSG:2154)');
    expect(content.features[0]?.areaHa).toBe(10_002);
  });

  it('names a surface by what its properties say, and hands on what is text or a figure', async () => {
    const properties = { gid: 3, LIBELLE: 'Camargue', shape: { a: 1 }, vide: null };
    const { features } = await ofText(
      'parcs.geojson',
      JSON.stringify([
        { type: 'Feature', properties, geometry: box },
        { type: 'Feature', properties: {}, geometry: box },
      ]),
    );
    expect(features.map(({ key, label }) => [key, label])).toEqual([
      ['0.0', 'Camargue'],
      ['0.1', 'parcs 2'],
    ]);
    expect(features[0]?.properties).toEqual({ gid: '3', LIBELLE: 'Camargue' });
  });

  it('tells what is wrong with a surface and gives it all the same', async () => {
    const bowTie = [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    const { features } = await ofText(
      'x.json',
      JSON.stringify({ type: 'Polygon', coordinates: [bowTie] }),
    );
    expect(features[0]?.fault).toMatchObject({ code: 'bow-tie', at: [0.5, 0.5] });
  });
});

describe('Shapefile', () => {
  test.each([
    ['ESRI', prj.lambert93Esri],
    ['IGN', prj.lambert93Ign],
    ['QGIS', prj.lambert93Qgis],
    ['WKT 2', prj.lambert93Wkt2],
  ])('Lambert-93 as %s writes it is Lambert-93', (_who, text) => {
    const crs = crsOfWkt(text);
    expect(crs.name).toBe('RGF93 / Lambert-93 (EPSG:2154)');
    expect(crs.toLonLat?.(700_000, 6_600_000)).toEqual([
      expect.closeTo(3, 12),
      expect.closeTo(46.5, 12),
    ]);
  });

  test.each([
    ['RGAF09', 20, false, 5490, [-61.5, 16.2]],
    ['RGFG95', 22, false, 2972, [-52.3, 4.9]],
    ['RGR_1992', 40, true, 2975, [55.5, -21.1]],
    ['RGM_2004', 38, true, 4471, [45.2, -12.8]],
    ['RGSPM_2006', 21, false, 4467, [-56.3, 46.9]],
  ])(
    '%s / UTM %i by its definition is the system of its code',
    (datum, zone, south, epsg, place) => {
      const [lon = 0, lat = 0] = place;
      const known = crsOfCode(epsg);
      const described = crsOfWkt(prj.utm(datum, zone, south));
      const [x, y] = known.fromLonLat?.(lon, lat) ?? [0, 0];
      expect(described.fromLonLat?.(lon, lat)).toEqual([
        expect.closeTo(x, 6),
        expect.closeTo(y, 6),
      ]);
      expect(described.unknownDatum).toBeNull();
    },
  );

  it('knows the old Lambert zones, grades, Paris and all, by their false origin', () => {
    const crs = crsOfWkt(prj.lambert2Esri);
    expect(crs.name).toBe('NTF (Paris) / Lambert II étendu (EPSG:27572)');
    // The Panthéon's cross: IGN gives it in both systems.
    const [lon, lat] = crs.toLonLat?.(600_693, 2_427_197) ?? [0, 0];
    expect([lon, lat]).toEqual([expect.closeTo(2.346, 2), expect.closeTo(48.846, 2)]);
  });

  it('is read from a ZIP, from folders in it, in any case, and several at once', async () => {
    const other = shapefileOf(
      'Dossier/Sous dossier/AUTRE',
      [{ rings: [metres(660_000, 6_870_000)], name: 'B' }],
      {
        prj: prj.lambert93Ign,
        endings: (ending) => ending.toUpperCase(),
      },
    );
    const content = await contentOf([
      {
        name: 'tout.zip',
        bytes: await zipOf([...lambert, ...other, textFile('lisez-moi.txt', 'Bonjour')]),
      },
    ]);
    expect(content.features.map(({ label }) => label).sort()).toEqual(['B', 'Île-de-France']);
    expect(content.crs).toBe('RGF93 / Lambert-93 (EPSG:2154)');
    expect(content.notes).toEqual([]);
  });

  it('is read from its parts chosen together, without a .shx', async () => {
    const { features } = await contentOf(lambert);
    expect(features[0]).toMatchObject({ label: 'Île-de-France', vertices: 4, fault: null });
  });

  it('gives holes to the shell that surrounds them, whatever their order', async () => {
    const hole = [...metres(652_000, 6_862_000, 1000)].reverse();
    const rings = [hole, metres(600_000, 6_860_000), metres(650_000, 6_860_000)];
    const { features } = await contentOf(
      shapefileOf('z', [{ rings, name: '' }], { prj: prj.lambert93Esri }),
    );
    const parts = polygonsOf(features[0]?.geometry ?? box);
    expect(parts.map((part) => part.length).sort()).toEqual([1, 2]);
    expect(features[0]?.areaHa).toBe(19_904);
  });

  test.each([
    ['UTF-8 that the .cpg says', 'Évreux', 'UTF-8', 'Évreux'],
    [
      'CP1252 that the .cpg says',
      Uint8Array.of(0xc9, 0x76, 0x72, 0x65, 0x75, 0x78),
      '1252',
      'Évreux',
    ],
    [
      'CP1252 that nothing says',
      Uint8Array.of(0xc9, 0x76, 0x72, 0x65, 0x75, 0x78),
      undefined,
      'Évreux',
    ],
    ['Latin 1', Uint8Array.of(0x54, 0xea, 0x74, 0x65), 'ISO-8859-1', 'Tête'],
    ['DOS 850', Uint8Array.of(0x54, 0x88, 0x74, 0x65), '850', 'Tête'],
    ['nonsense in the .cpg', 'Tête', '<html>', 'Tête'],
  ])('reads names in %s', async (_what, name, cpg, expected) => {
    const files = shapefileOf('z', [{ rings: [metres(650_000, 6_860_000)], name }], {
      prj: prj.lambert93Esri,
      ...(cpg !== undefined && { cpg }),
    });
    const { features } = await contentOf(files);
    expect(features[0]?.label).toBe(expected);
  });

  it('says plainly that the .prj is missing, with a guess, and takes a system that is told', async () => {
    const bare = lambert.filter(({ name }) => !name.endsWith('.prj'));
    expect(await faultOf(bare)).toEqual({
      code: 'prj-missing-guess',
      params: { x: 650_000, y: 6_860_000, guess: 'Lambert-93 (EPSG:2154)' },
    });
    const told = await contentOf(bare, { crs: 'EPSG:2154' });
    expect(told.features).toEqual((await contentOf(lambert)).features);
    const degrees = shapefileOf('z', [{ rings: [[...ring].reverse()], name: 'Z' }]);
    expect(noteCodes(await contentOf(degrees))).toEqual(['prj-missing-degrees']);
  });

  test.each([
    ['degrees in a file of metres', [...ring].reverse(), prj.lambert93Esri, 'degrees-not-metres'],
    [
      'metres in a file of degrees',
      metres(650_000, 6_860_000),
      'GEOGCS["GCS_WGS_1984"]',
      'metres-not-degrees-guess',
    ],
    [
      'La Réunion in Lambert-93',
      metres(345_000, 7_650_000),
      prj.lambert93Esri,
      'outside-projection',
    ],
    [
      'Lambert-93 in UTM 40S',
      metres(650_000, 6_860_000),
      prj.utm('RGR_1992', 40, true),
      'outside-projection',
    ],
    ['X and Y exchanged', metres(6_860_000, 650_000), prj.lambert93Esri, 'swapped'],
    ['a .prj that is a web page', metres(650_000, 6_860_000), '<html>', 'crs-unreadable'],
    [
      'no number at all',
      [
        [Number.NaN, 1],
        [1, 2],
        [3, 4],
        [Number.NaN, 1],
      ],
      prj.lambert93Esri,
      'bad-coordinates',
    ],
  ])('refuses %s and says so', async (_what, points, text, code) => {
    const files = shapefileOf('z', [{ rings: [points], name: '' }], { prj: text });
    expect(await faultOf(files)).toMatchObject({ code });
  });
});

describe('Well-known text', () => {
  test.each([
    ['POLYGON ((2 48, 3 48, 3 49, 2 49, 2 48))'],
    ['polygon z((2 48 100,3 48 100,3 49 100,2 49 100,2 48 100))'],
    ['POLYGON((2 48 100,3 48 100,3 49 100,2 49 100,2 48 100))'],
    ['SRID=4326;MULTIPOLYGON(((2 48,3 48,3 49,2 49,2 48)))'],
    ['GEOMETRYCOLLECTION(POINT(1 1), POLYGON((2 48,3 48,3 49,2 49,2 48)))'],
  ])('%s', async (text) => {
    expect((await ofText('x.wkt', text)).features[0]?.geometry).toEqual(box);
  });

  it('follows the SRID of EWKT, in text and in binary', async () => {
    const text = 'SRID=2154;POLYGON((650000 6860000,660000 6860000,660000 6870000,650000 6860000))';
    const content = await ofText('x.txt', text);
    expect(content.crs).toBe('RGF93 / Lambert-93 (EPSG:2154)');
    const hex =
      '01030000206A0800000100000004000000' +
      [
        [650_000, 6_860_000],
        [660_000, 6_860_000],
        [660_000, 6_870_000],
        [650_000, 6_860_000],
      ]
        .flat()
        .map((value) => Buffer.from(new Float64Array([value]).buffer).toString('hex'))
        .join('');
    const { features } = await ofText('x.csv', `id,geom\n1,${hex}\n`);
    expect(features[0]?.geometry).toEqual(content.features[0]?.geometry);
  });

  it('reads several, and names the line of what makes no sense', async () => {
    expect(
      (await ofText('x.wkt', 'POLYGON((2 48,3 48,3 49,2 48))\nPOLYGON((4 48,5 48,5 49,4 48));'))
        .features,
    ).toHaveLength(2);
    expect(await faultOf([textFile('x.wkt', 'POLYGON((2 48,3 48,\n3 quarante))')])).toEqual({
      code: 'not-wkt',
      params: { line: 2, text: 'quarante))' },
    });
    expect(
      await faultOf([textFile('x.wkt', 'CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))')]),
    ).toMatchObject({
      code: 'only-curves',
    });
  });
});

describe('Tables', () => {
  test.each([
    ['semicolons and decimal commas', 'nom;longitude;latitude\nA;2,5;48\nA;3,5;48\nA;3,5;49\n'],
    ['tabs', 'lat\tlon\n48\t2.5\n48\t3.5\n49\t3.5\n'],
    ['commas and quotes', '"X","Y"\n"2.5","48"\n"3.5","48"\n"3.5","49"\n'],
    [
      'degrees, minutes and seconds',
      'lat;lon\n48°0\'0"N;2°30\'0"E\n48°0\'0"N;3°30\'0"E\n49°0\'0"N;3°30\'0"E\n',
    ],
  ])('of corners, with %s', async (_what, text) => {
    const content = await ofText('points.csv', text);
    expect(content.features[0]?.geometry.coordinates).toEqual([
      [
        [2.5, 48],
        [3.5, 48],
        [3.5, 49],
        [2.5, 48],
      ],
    ]);
    expect(noteCodes(content)).toContain('points-joined');
  });

  it('of corners of several areas, in the metres that a column names', async () => {
    const row = (zone: string, x: number, y: number) => `${zone};${x};${y}`;
    const text = [
      'zone;X_L93;Y_L93',
      row('A', 650_000, 6_860_000),
      row('A', 660_000, 6_860_000),
      row('A', 660_000, 6_870_000),
      row('B', 700_000, 6_860_000),
      row('B', 710_000, 6_860_000),
      row('B', 710_000, 6_870_000),
    ].join('\n');
    const content = await ofText('points.csv', text);
    expect(content.features.map(({ label }) => label)).toEqual(['A', 'B']);
    expect(content.crs).toBe('RGF93 / Lambert-93 (EPSG:2154)');
  });

  it('of well-known text, with the other columns as properties', async () => {
    const content = await ofText(
      'zones.csv',
      'id;WKT;nom\n1;"POLYGON((2 48,3 48,3 49,2 49,2 48))";Brie\n',
    );
    expect(content.features[0]).toMatchObject({
      label: 'Brie',
      geometry: box,
      properties: { id: '1' },
    });
  });

  test.each([
    ['a,b\n1,2\n', 'csv-no-columns'],
    ['lat,lon\n48,2\n49,2\n', 'csv-too-few-points'],
    ['lat,lon\n48,2\nici,là\n49,3\n', 'csv-bad-cell'],
    ['lat,lon\n2,120\n3,120\n2,121\n', null],
    ['lat,lon\n120,2\n120,3\n121,2\n', 'swapped'],
  ])('%j: %s', async (text, code) => {
    expect((await faultOf([textFile('x.csv', text)]))?.code ?? null).toBe(code);
  });

  it('without names need the order, unless letters say it', async () => {
    const bare = '48,2\n48,3\n49,3\n';
    expect(await faultOf([textFile('x.csv', bare)])).toMatchObject({ code: 'csv-no-columns' });
    const latFirst = await ofText('x.csv', bare, { order: 'latlon' });
    const lonFirst = await ofText('x.csv', bare, { order: 'lonlat' });
    expect(latFirst.features[0]?.geometry.coordinates).not.toEqual(
      lonFirst.features[0]?.geometry.coordinates,
    );
    const lettered = await ofText('x.txt', '48N 2E\n48N 3E\n49N 3E\n');
    expect(lettered.features[0]?.geometry).toEqual(latFirst.features[0]?.geometry);
  });
});

describe('KML, KMZ and GPX', () => {
  const coordinates = '2,48,0 3,48,0 3,49,0 2,49,0 2,48,0';
  const placemark = (places: string) =>
    `<Placemark><name>Zone</name><ExtendedData><Data name="code"><value>7</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>${places}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`;
  const kml = (body: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>${body}</Folder></Document></kml>`;

  test.each([
    ['plain', kml(placemark(coordinates))],
    ['with blanks around commas', kml(placemark(coordinates.replaceAll(',', ' , ')))],
    [
      'with a prefix',
      kml(placemark(coordinates))
        .replaceAll(/<(\/?)(?!\?)/g, '<$1k:')
        .replace('xmlns=', 'xmlns:k='),
    ],
  ])('KML %s', async (_what, text) => {
    const { features } = await ofText('x.kml', text);
    expect(features[0]).toMatchObject({ label: 'Zone', geometry: box, properties: { code: '7' } });
  });

  it('KMZ is KML in a ZIP', async () => {
    const bytes = await zipOf([
      textFile('doc.kml', kml(placemark(coordinates))),
      textFile('files/a.png', 'x'),
    ]);
    expect((await contentOf([{ name: 'x.kmz', bytes }])).format).toBe('kml');
  });

  it('leaves out a placemark with a place that is none, rather than draw another area', async () => {
    const content = await ofText(
      'x.kml',
      kml(placemark(coordinates) + placemark(coordinates.replace('3,49', '3,nord'))),
    );
    expect(content.features).toHaveLength(1);
    expect(noteCodes(content)).toContain('damaged-skipped');
  });

  test.each([
    ['a DTD', '<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>', 'dtd'],
    ['an open tag', '<kml><Document></kml>', 'not-xml'],
    [
      'only a link',
      kml('<NetworkLink><Link><href>http://x.example/</href></Link></NetworkLink>'),
      'kml-link-only',
    ],
    ['nothing', kml(''), 'no-surface'],
  ])('KML with %s is refused', async (_what, text, code) => {
    expect(await faultOf([textFile('x.kml', text)])).toMatchObject({ code });
  });

  it('GPX: a walk around is an outline; one that stops early is closed, and a note says which', async () => {
    const track = (points: number[][]) =>
      `<trk><name>Tour</name><trkseg>${points.map(([lon, lat]) => `<trkpt lat="${lat}" lon="${lon}"/>`).join('')}</trkseg></trk>`;
    const gpx = (body: string) =>
      `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">${body}</gpx>`;
    const closed = await ofText('x.gpx', gpx(track(ring)));
    expect(closed.features[0]).toMatchObject({ label: 'Tour', geometry: box });
    expect(noteCodes(closed)).toEqual(['tracks-closed']);
    const open = await ofText('x.gpx', gpx(track(ring.slice(0, 3))));
    expect(noteCodes(open)).toEqual(['tracks-joined']);
    expect(await faultOf([textFile('x.gpx', gpx(track(ring.slice(0, 2))))])).toEqual({
      code: 'no-surface',
      params: { points: 0, lines: 1 },
    });
  });
});

describe('GeoPackage', () => {
  function geopackage(srs: { id: number; organisation: string; definition: string }): NamedBytes {
    const db = new Database(':memory:');
    db.exec(`
      create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text, description text);
      create table gpkg_contents (table_name text primary key, data_type text, identifier text, description text, last_change text, min_x real, min_y real, max_x real, max_y real, srs_id integer);
      create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);
      create table zones (fid integer primary key, geom blob, nom text);
      insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('zones', 'features', 'Zones', ${srs.id});
      insert into gpkg_geometry_columns values ('zones', 'geom', 'POLYGON', ${srs.id}, 0, 0);
    `);
    db.prepare('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, ?)').run(
      's',
      srs.id,
      srs.organisation,
      srs.id,
      srs.definition,
      '',
    );
    const points = metres(650_000, 6_860_000);
    const wkb = Buffer.alloc(8 + 13 + 16 * points.length);
    wkb.write('GP');
    wkb[3] = 1;
    wkb.writeInt32LE(srs.id, 4);
    wkb[8] = 1;
    wkb.writeUInt32LE(3, 9);
    wkb.writeUInt32LE(1, 13);
    wkb.writeUInt32LE(points.length, 17);
    for (const [i, [x = 0, y = 0]] of points.entries()) {
      wkb.writeDoubleLE(x, 21 + 16 * i);
      wkb.writeDoubleLE(y, 29 + 16 * i);
    }
    db.prepare('insert into zones (geom, nom) values (?, ?)').run(wkb, 'Brie');
    const bytes = db.serialize();
    db.close();
    return { name: 'zones.gpkg', bytes };
  }

  test.each([
    ['its code', { id: 2154, organisation: 'EPSG', definition: 'undefined' }],
    ['its definition', { id: 100_001, organisation: 'NONE', definition: prj.lambert93Ign }],
  ])('reads its layers, in the system of %s', async (_what, srs) => {
    const content = await contentOf([geopackage(srs)]);
    expect(content.features[0]).toMatchObject({ label: 'Brie', areaHa: 10_002, vertices: 4 });
    expect(content.format).toBe('geopackage');
    expect(content.features[0]?.geometry).toEqual((await contentOf(lambert)).features[0]?.geometry);
  });

  it('says that an SQLite file is none, and that a torn one is damaged', async () => {
    const whole = geopackage({ id: 2154, organisation: 'EPSG', definition: '' });
    const db = new Database(':memory:');
    db.exec('create table a (b)');
    expect(await faultOf([{ name: 'x.gpkg', bytes: db.serialize() }])).toMatchObject({
      code: 'geopackage-no-layer',
    });
    const torn = Buffer.from(whole.bytes).fill(0xff, 100, 6000);
    expect(await faultOf([{ name: 'x.gpkg', bytes: torn }])).toMatchObject({ code: 'damaged' });
  });
});

describe('Hostile files', () => {
  it('an archive of zeros, of too many files, with a password, or torn is refused before it costs anything', async () => {
    const zeros = await zipOf([{ name: 'a.shp', bytes: Buffer.alloc(12_000_000) }]);
    expect(zeros.length).toBeLessThan(30_000);
    expect(await faultOf([{ name: 'a.zip', bytes: zeros }])).toMatchObject({
      code: 'expands-too-much',
    });
    // What the directory of the archive says of the sizes is believed when it is too much, and checked when it is too little.
    const huge = claiming(await zipOf(lambert), 250_000_000);
    expect(await faultOf([{ name: 'a.zip', bytes: huge }])).toMatchObject({
      code: 'unpacked-too-large',
    });
    const modest = claiming(zeros, 1000);
    expect(await faultOf([{ name: 'a.zip', bytes: modest }])).toMatchObject({
      code: 'zip-damaged',
    });
    const many = Array.from({ length: areaFileLimits.archiveEntries + 1 }, (_, i) =>
      textFile(`${i}.csv`, ''),
    );
    expect(await faultOf([{ name: 'a.zip', bytes: await zipOf(many) }])).toMatchObject({
      code: 'zip-too-many-entries',
    });
    const small = await zipOf(lambert);
    expect(await faultOf([{ name: 'a.zip', bytes: small.subarray(0, 300) }])).toMatchObject({
      code: 'zip-damaged',
    });
    const locked = Buffer.from(small);
    for (let at = locked.indexOf(entryMark); at >= 0; at = locked.indexOf(entryMark, at + 1)) {
      locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8);
    }
    expect(await faultOf([{ name: 'a.zip', bytes: locked }])).toMatchObject({
      code: 'zip-encrypted',
    });
  }, 30_000);

  it('a name in an archive leads nowhere', async () => {
    const bytes = await zipOf(lambert);
    const evil = Buffer.from(bytes.toString('latin1').replaceAll('zone.', '../z.'), 'latin1');
    expect((await contentOf([{ name: 'a.zip', bytes: evil }])).features).toHaveLength(1);
  });

  test.each<[string, string, string]>([
    ['json', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'too-nested'],
    ['json', `[${'[],'.repeat(1_100_000)}[]]`, 'too-many-vertices'],
    ['kml', `<kml>${'<Folder>'.repeat(100)}${'</Folder>'.repeat(100)}</kml>`, 'too-nested'],
    ['kml', `<kml>${'<a/>'.repeat(200_001)}</kml>`, 'too-many-elements'],
    ['wkt', `${'GEOMETRYCOLLECTION('.repeat(100)}POINT(1 1)${')'.repeat(100)}`, 'too-nested'],
  ])('a %s that nests or counts without end is refused', async (ending, text, code) => {
    expect(await faultOf([textFile(`x.${ending}`, text)])).toMatchObject({ code });
  });

  it('numbers that promise more than there is are not believed', async () => {
    const shp = Buffer.from(lambert[0]?.bytes ?? []);
    shp.writeInt32LE(0x7fffffff, 100 + 8 + 40);
    expect(await faultOf([{ name: 'a.shp', bytes: shp }])).toMatchObject({ code: 'damaged' });
    const wkb = Buffer.from('0103000000ffffffff0000000000', 'hex');
    expect(await faultOf([{ name: 'a.wkb', bytes: wkb }])).toMatchObject({ code: 'damaged' });
  });

  test.each([
    [[textFile('a.txt', '')], 'empty-file'],
    [[{ name: 'a.gz', bytes: gzipSync('{}') }], 'unsupported-format'],
    [[{ name: 'a.pdf', bytes: Buffer.from('%PDF-1.7\n') }], 'unsupported-format'],
    [[textFile('a.xml', '<html><body/></html>')], 'unsupported-format'],
    [[textFile('a.dbf', 'x')], 'shapefile-parts-missing'],
    [[{ name: 'a.bin', bytes: Buffer.from([7, 0, 0, 1, 2, 3]) }], 'unknown-format'],
    [[{ name: 'a.json', bytes: Buffer.alloc(areaFileLimits.bytes + 1, 32) }], 'file-too-large'],
    [Array.from({ length: 25 }, () => textFile('a.csv', 'x')), 'too-many-files'],
  ])('%#: %s', async (files, code) => {
    expect(await faultOf(files)).toMatchObject({ code });
  });

  it('a file of too many surfaces or vertices is refused with the figure', async () => {
    const features = Array.from({ length: 2001 }, () => ({ type: 'Feature', geometry: box }));
    expect(await faultOf([textFile('a.json', JSON.stringify(features))])).toEqual({
      code: 'too-many-surfaces',
      params: { count: 2001, max: 2000 },
    });
    const shapes = Array.from({ length: 7 }, () => ({
      rings: [wavyRing([650_000, 6_860_000], 9000, 50_000)],
      name: '',
    }));
    expect(await faultOf(shapefileOf('a', shapes, { prj: prj.lambert93Esri }))).toEqual({
      code: 'too-many-vertices',
      params: { max: 300_000 },
    });
  });
});

describe('Pasted text', () => {
  test.each([
    [JSON.stringify(box)],
    ['POLYGON((2 48,3 48,3 49,2 49,2 48))'],
    ['48, 2\n48, 3\n49, 3\n49, 2'],
    ['48°N 2°E; 49°N 3°E'],
  ])('%s', async (text) => {
    const answer = await readAreaText(text, { order: 'latlon' });
    expect('features' in answer && answer.features[0]?.geometry).toEqual(box);
  });

  it('that cannot be read says which line', async () => {
    expect(await readAreaText('48, 2\nici', { order: 'latlon' })).toEqual({
      fault: { code: 'coordinates-unreadable', params: { line: 2, text: expect.any(String) } },
    });
  });
});

it('suspects longitude and latitude to be exchanged where that would be in France', async () => {
  const swapped = boxPolygon([48, 2, 49, 3]);
  const content = await ofText('x.geojson', JSON.stringify(swapped));
  expect(content.notes).toEqual([{ code: 'maybe-swapped', params: { lon: 48, lat: 2 } }]);
  expect(noteCodes(await ofText('x.geojson', JSON.stringify(box)))).toEqual([]);
});

it('has a sentence in both languages for every fault and every note', () => {
  for (const locale of ['fr', 'en']) {
    const texts = JSON.parse(readFileSync(`app/i18n/${locale}/areafile.json`, 'utf8'));
    const said = (group: string, code: string) =>
      code in texts[group] || (`${code}_one` in texts[group] && `${code}_other` in texts[group]);
    expect(areaFileFaultCodes.filter((code) => !said('fault', code))).toEqual([]);
    expect(areaFileNoteCodes.filter((code) => !said('note', code))).toEqual([]);
  }
});

/** The archive with another size in its directory for each file. */
function claiming(zip: Buffer, bytes: number): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(entryMark); at >= 0; at = copy.indexOf(entryMark, at + 1)) {
    copy.writeUInt32LE(bytes, at + 24);
  }
  return copy;
}
