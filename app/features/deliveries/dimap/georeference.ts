import type { Georeference, LonLat } from './footprint.ts';
import { elementAt, elementsAt, numberAt, textAt, type XmlElement } from './read-xml.ts';

/** The EPSG number of the pixels' CRS; null for a product in sensor geometry, whose pixels are in none. */
export function epsgOf(root: XmlElement): number | null {
  if (textAt(root, 'Geoposition/Raster_CRS/RASTER_GEOMETRY') === 'SENSOR') return null;
  const paths = [
    'Coordinate_Reference_System/Projected_CRS/PROJECTED_CRS_CODE',
    'Coordinate_Reference_System/Geodetic_CRS/GEODETIC_CRS_CODE',
  ];
  for (const path of paths) {
    const code = /EPSG:(?:[\d.]*:)?(\d{4,6})$/i.exec(textAt(root, path) ?? '')?.[1];
    if (code) return Number(code);
  }
  return null;
}

/** Geoposition_Insert as the outer corner of the first pixel; null in sensor geometry or where a figure lacks. */
export function georeferenceOf(root: XmlElement): Georeference | null {
  const epsg = epsgOf(root);
  const insert = elementAt(root, 'Geoposition/Geoposition_Insert');
  if (epsg === null || insert === null) return null;
  const [x, y, pixelX, pixelY] = ['ULXMAP', 'ULYMAP', 'XDIM', 'YDIM'].map((name) =>
    numberAt(insert, name),
  );
  const rows = numberAt(root, 'Raster_Data/Raster_Dimensions/NROWS');
  const columns = numberAt(root, 'Raster_Data/Raster_Dimensions/NCOLS');
  if (x == null || y == null || !pixelX || !pixelY || !rows || !columns) return null;
  const half = textAt(root, 'Geoposition/Raster_CRS/PIXEL_CRS_TYPE') === 'POINT' ? 0.5 : 0;
  const [width, height] = [Math.abs(pixelX), Math.abs(pixelY)];
  return {
    epsg,
    upperLeftX: x - half * width,
    upperLeftY: y + half * height,
    pixelX: width,
    pixelY: height,
    columns,
    rows,
  };
}

/**
 * The corners of the extent, [lon, lat]. A corner that repeats the centre is left out: some Pléiades Neo products list
 * their centre as a fifth vertex, which would bite a quarter out of the outline.
 */
export function extentVerticesOf(root: XmlElement): LonLat[] {
  const extent = elementAt(root, 'Dataset_Content/Dataset_Extent');
  if (extent === null) return [];
  const centre = elementsAt(extent, 'Center').map(positionOf)[0] ?? null;
  const vertices = elementsAt(extent, 'Vertex').map(positionOf);
  if (vertices.some((vertex) => vertex === null)) return [];
  const corners = vertices.filter((vertex) => vertex !== null);
  const outer = corners.filter(
    ([lon, lat]) => centre === null || lon !== centre[0] || lat !== centre[1],
  );
  return outer.length > 2 ? outer : corners;
}

function positionOf(element: XmlElement): LonLat | null {
  const lon = numberAt(element, 'LON');
  const lat = numberAt(element, 'LAT');
  return lon === null || lat === null ? null : [lon, lat];
}
