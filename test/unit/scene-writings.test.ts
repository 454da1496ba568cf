import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bibtexOf, bibtexText, citationKey } from '#app/features/catalogue/citation.ts';
import { type Described, datasetLd } from '#app/features/catalogue/dataset-ld.ts';
import { imageAsset, recipesOf } from '#app/features/catalogue/recipes.ts';

const scene: Described = {
  id: 'phr1a_2026_x',
  name: 'Pléiades 1A, 5 mai 2026',
  acquiredAt: new Date('2026-05-05T10:30:00Z'),
  credit: 'Pléiades © CNES 2026, Distribution Airbus DS & "DINAMIS" 100 %',
  url: 'https://desk.example/catalogue/phr1a_2026_x',
  description: 'Image satellitaire à haute résolution, acquise le 5 mai 2026, du catalogue.',
  platform: 'Pléiades 1A',
  bbox: [5, 45, 6, 46],
  createdAt: new Date('2026-05-07T08:00:00Z'),
  licenceUrl: 'https://desk.example/licences/dsp-pleiades',
  itemUrl: 'https://desk.example/stac/collections/pleiades/items/phr1a_2026_x',
  zipUrl: 'https://desk.example/downloads/items/phr1a_2026_x.zip',
  pictureUrl: null,
  catalogueUrl: 'https://desk.example/catalogue',
  locale: 'fr',
  isWithdrawn: false,
};

/** What a BibTeX reader takes as one value: braces that close, and none of the signs that mean something bare. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.replace(/\\[\\{}$&#_%]/g, '').matchAll(/[{}]/g)) {
    depth += sign === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

describe('BibTeX', () => {
  it('is an entry that keeps capitals, the body’s name whole, and the address as it is', () => {
    expect(bibtexOf(scene, '2026-06-01')).toBe(
      [
        '@misc{dinamis-phr1a-2026-x,',
        '  author = {{DINAMIS}},',
        '  title = {{Pléiades 1A, 5 mai 2026}},',
        '  year = {2026},',
        '  note = {Pléiades © CNES 2026, Distribution Airbus DS \\& "DINAMIS" 100 \\%},',
        '  howpublished = {DINAMIS, phr1a\\_2026\\_x},',
        '  url = {https://desk.example/catalogue/phr1a_2026_x},',
        '  urldate = {2026-06-01},',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('closes every brace and leaves no sign that LaTeX reads, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'\\{}$&#_%~^ aé\n') }), (text) => {
        const written = bibtexText(text);
        expect(isBalanced(written)).toBe(true);
        expect(written.replace(/\\(text\w+\{\}|[{}$&#_%])/g, '')).not.toMatch(/[\\{}$&#_%~^\n]/);
      }),
    );
  });

  it('has a key of letters, digits and hyphens', () => {
    expect(citationKey('--A_b.c:é1')).toBe('dinamis-A-b-c-1');
  });
});

describe('the Dataset of schema.org', () => {
  it('says what search engines for data ask for', () => {
    const ld = datasetLd(scene);
    expect(ld).toMatchObject({
      '@context': 'https://schema.org/',
      '@type': 'Dataset',
      identifier: scene.id,
      temporalCoverage: '2026-05-05T10:30:00.000Z',
      creditText: scene.credit,
      spatialCoverage: [{ geo: { '@type': 'GeoShape', box: '45 5 46 6' } }],
      distribution: [
        { contentUrl: scene.itemUrl, encodingFormat: 'application/geo+json' },
        { contentUrl: scene.zipUrl, encodingFormat: 'application/zip' },
      ],
    });
    expect(String(ld.description).length).toBeGreaterThanOrEqual(50);
    expect(JSON.stringify(ld)).not.toContain('null');
  });

  it('has two boxes where the antimeridian is crossed, and no place where none is known', () => {
    const crossing = datasetLd({ ...scene, bbox: [179, -18, -179, -17] });
    expect(crossing.spatialCoverage).toMatchObject([
      { geo: { box: '-18 179 -17 180' } },
      { geo: { box: '-18 -180 -17 -179' } },
    ]);
    expect(datasetLd({ ...scene, bbox: null })).not.toHaveProperty('spatialCoverage');
  });

  it('offers nothing to download of a scene that was withdrawn', () => {
    const ld = datasetLd({ ...scene, isWithdrawn: true });
    expect(ld).toMatchObject({ creativeWorkStatus: 'Withdrawn', identifier: scene.id });
    expect(ld).not.toHaveProperty('distribution');
  });
});

describe('the recipes', () => {
  const image = { key: 'img-p-tif', href: 'https://desk.example/downloads/items/x/files/f' };

  it('find the image among the assets: data that the desk itself serves', () => {
    const assets = {
      thumbnail: { href: 'https://desk.example/quicklooks/x.jpg', roles: ['thumbnail'] },
      elsewhere: { href: 'https://other.example/x.tif', roles: ['data'] },
      [image.key]: { href: image.href, roles: ['data'] },
    };
    expect(imageAsset({ assets })).toEqual(image);
    expect(imageAsset({ assets: { elsewhere: assets.elsewhere } })).toBeNull();
    expect(imageAsset({})).toBeNull();
  });

  it('name the scene, its collection and absolute addresses, quoted for their language', () => {
    const desk = 'https://desk.example';
    const recipes = recipesOf({ id: `x"'$`, collection: 'pleiades', desk, image });
    const of = (kind: string) => recipes.find((recipe) => recipe.kind === kind)?.text ?? '';
    expect(of('python')).toContain('Client.open("https://desk.example/stac")');
    expect(of('python')).toContain(`get_item("x\\"'$")`);
    expect(of('r')).toContain('items("x\\"\'$")');
    expect(of('gdal')).toContain(`gdalinfo '/vsicurl/${image.href}'`);
    expect(of('gdal')).toContain(`'x"'\\''$-small.tif'`);
    for (const { text } of recipes) expect(text).not.toContain('undefined');
  });

  it('read metadata only where the desk keeps no file', () => {
    const recipes = recipesOf({ id: 'x', collection: 'c', desk: 'https://d.example', image: null });
    for (const { text } of recipes) expect(text).not.toMatch(/cookies|downloads/);
  });
});
