/** Where a raster lies: the outer corner of its first pixel and the pixel's size, in degrees (EPSG:4326). */
export type Placement = { west: number; north: number; pixelLon: number; pixelLat: number };

export type Raster = {
  width: number;
  height: number;
  bands: number;
  /** Rows from the north, pixels from the west, bands together; 0 is no data. */
  samples: Uint16Array;
};

type Field = {
  tag: number;
  type: 'ascii' | 'short' | 'long' | 'double';
  values: readonly number[];
};

const types = {
  ascii: { code: 2, bytes: 1 },
  short: { code: 3, bytes: 2 },
  long: { code: 4, bytes: 4 },
  double: { code: 12, bytes: 8 },
};

/**
 * An uncompressed little-endian TIFF 6.0 of 16-bit samples in strips of about 64 kB, with the keys of OGC GeoTIFF 1.1
 * (clause 7, geographic 2D EPSG:4326) where it is placed, and none in sensor geometry. `notice` goes into the description
 * and copyright tags.
 */
export function geoTiff(raster: Raster, placement: Placement | null, notice: string): Uint8Array {
  const rowBytes = raster.width * raster.bands * 2;
  const rowsPerStrip = Math.min(raster.height, Math.max(1, Math.floor(65_536 / rowBytes)));
  const strips = Math.ceil(raster.height / rowsPerStrip);
  const stripBytes = Array.from(
    { length: strips },
    (_, rank) => Math.min(rowsPerStrip, raster.height - rank * rowsPerStrip) * rowBytes,
  );
  const fieldsFor = (dataStart: number) =>
    [
      ...imageFields(raster, notice),
      {
        tag: 273,
        type: 'long',
        values: stripBytes.map((_, r) => dataStart + r * rowsPerStrip * rowBytes),
      },
      { tag: 278, type: 'long', values: [rowsPerStrip] },
      { tag: 279, type: 'long', values: stripBytes },
      ...(placement ? placementFields(placement) : []),
    ] satisfies Field[];
  // The directory's length does not depend on the offsets that it holds.
  const dataStart = lengthOf(fieldsFor(0));
  const bytes = new Uint8Array(dataStart + raster.height * rowBytes);
  writeDirectory(new DataView(bytes.buffer), fieldsFor(dataStart));
  const data = new DataView(bytes.buffer, dataStart);
  raster.samples.forEach((sample, rank) => {
    data.setUint16(rank * 2, sample, true);
  });
  return bytes;
}

function imageFields({ width, height, bands }: Raster, notice: string): Field[] {
  const each = (value: number, count = bands) => Array.from({ length: count }, () => value);
  const extra = bands > 3 ? bands - 3 : bands === 2 ? 1 : 0;
  return [
    { tag: 256, type: 'long', values: [width] },
    { tag: 257, type: 'long', values: [height] },
    { tag: 258, type: 'short', values: each(16) },
    { tag: 259, type: 'short', values: [1] },
    { tag: 262, type: 'short', values: [bands >= 3 ? 2 : 1] },
    { tag: 270, type: 'ascii', values: ascii(notice) },
    { tag: 277, type: 'short', values: [bands] },
    { tag: 284, type: 'short', values: [1] },
    ...(extra > 0 ? [{ tag: 338, type: 'short', values: each(0, extra) } satisfies Field] : []),
    { tag: 339, type: 'short', values: each(1) },
    { tag: 33432, type: 'ascii', values: ascii(notice) },
    { tag: 42113, type: 'ascii', values: ascii('0') },
  ];
}

/** Pixel scale, tie point and keys: GTModelType geographic, GTRasterType area, GeodeticCRS 4326. */
const placementFields = ({ west, north, pixelLon, pixelLat }: Placement): Field[] => [
  { tag: 33550, type: 'double', values: [pixelLon, pixelLat, 0] },
  { tag: 33922, type: 'double', values: [0, 0, 0, west, north, 0] },
  {
    tag: 34735,
    type: 'short',
    values: [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326],
  },
];

const ascii = (text: string) => [
  ...[...text].map((character) => (character < '\u0080' ? (character.codePointAt(0) ?? 63) : 63)),
  0,
];

const bytesOf = ({ type, values }: Field) => values.length * types[type].bytes;

const even = (bytes: number) => bytes + (bytes % 2);

const directoryLength = (fields: readonly Field[]) => 8 + 2 + fields.length * 12 + 4;

const lengthOf = (fields: readonly Field[]) =>
  fields.reduce(
    (sum, field) => sum + (bytesOf(field) > 4 ? even(bytesOf(field)) : 0),
    directoryLength(fields),
  );

function writeDirectory(view: DataView, fields: readonly Field[]) {
  const sorted = fields.toSorted((a, b) => a.tag - b.tag);
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, sorted.length, true);
  let free = directoryLength(sorted);
  sorted.forEach((field, rank) => {
    const entry = 10 + rank * 12;
    const outside = bytesOf(field) > 4;
    view.setUint16(entry, field.tag, true);
    view.setUint16(entry + 2, types[field.type].code, true);
    view.setUint32(entry + 4, field.values.length, true);
    if (outside) view.setUint32(entry + 8, free, true);
    writeValues(view, outside ? free : entry + 8, field);
    if (outside) free += even(bytesOf(field));
  });
}

function writeValues(view: DataView, start: number, { type, values }: Field) {
  values.forEach((value, rank) => {
    const at = start + rank * types[type].bytes;
    if (type === 'ascii') view.setUint8(at, value);
    else if (type === 'short') view.setUint16(at, value, true);
    else if (type === 'long') view.setUint32(at, value, true);
    else view.setFloat64(at, value, true);
  });
}
