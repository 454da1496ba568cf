import { getCenter } from 'ol/extent.js';
import type { FeatureLike } from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style, { type StyleFunction } from 'ol/style/Style.js';
import { type MapLayerKind, type MapMark, mapLayerKinds } from './map-layer.ts';

/** The colours of map.css, as the page's light or dark scheme has them now. */
export type Palette = Record<
  MapLayerKind | 'land' | 'border' | 'grid' | 'ink' | 'paper' | 'fault',
  string
>;

/** How the map is to be drawn at this moment. Styles read it when they draw; change it, then redraw the layers. */
export type Look = {
  styles: Styles;
  selectedId: string | null;
  /** What the pointer is on, on the map or in a list. */
  hoveredId: string | null;
  chosenIds: ReadonlySet<string>;
};

type AreaStyles = { plain: Style; strong: Style; smallPlain: Style; smallStrong: Style };
export type Styles = {
  land: Style;
  border: Style;
  marks: Record<MapMark['kind'], Style>;
  sketch: Style[];
  areas: Record<MapLayerKind, AreaStyles>;
};

/** Reads the palette from the custom properties that apply to the element. */
export function readPalette(element: Element): Palette {
  const computed = getComputedStyle(element);
  const read = (name: string) => computed.getPropertyValue(`--map-${name}`).trim() || '#888888';
  return {
    land: read('land'),
    border: read('border'),
    grid: read('grid'),
    ink: read('ink'),
    paper: read('paper'),
    fault: read('fault'),
    aoi: read('aoi'),
    held: read('held'),
    missing: read('missing'),
    footprint: read('footprint'),
    granted: read('granted'),
    scene: read('scene'),
    candidate: read('candidate'),
    proposal: read('proposal'),
  };
}

export function makeStyles(palette: Palette): Styles {
  const areas = Object.fromEntries(
    mapLayerKinds.map((kind) => [kind, areaStyles(kind, palette)]),
  ) as Styles['areas']; // One entry a kind, by the line above.
  return {
    land: new Style({ fill: new Fill({ color: palette.land }) }),
    border: new Style({ stroke: new Stroke({ color: palette.border, width: 0.8 }) }),
    marks: {
      fault: ring(9, 3, palette.fault, withAlpha(palette.paper, 0.5)),
      vertex: ring(7, 3, palette.ink, palette.paper),
    },
    sketch: sketchStyles(palette),
    areas,
  };
}

/** The style of a layer of areas; one too small to be seen at this scale becomes a dot. */
export function areaStyle(kind: MapLayerKind, look: Look): StyleFunction {
  return (feature: FeatureLike, resolution: number) => {
    const id = String(feature.get('id') ?? '');
    const isChosen = kind === 'candidate' && look.chosenIds.has(id);
    const styles = look.styles.areas[isChosen ? 'aoi' : kind];
    const isStrong = id !== '' && (id === look.selectedId || id === look.hoveredId);
    const [west = 0, south = 0, east = 0, north = 0] = feature.getGeometry()?.getExtent() ?? [];
    const isSmall = Math.max(east - west, north - south) / resolution < 8;
    if (isSmall) return isStrong ? styles.smallStrong : styles.smallPlain;
    return isStrong ? styles.strong : styles.plain;
  };
}

const fills: Record<MapLayerKind, (colour: string) => Fill> = {
  footprint: (colour) => new Fill({ color: withAlpha(colour, 0.03) }),
  scene: (colour) => new Fill({ color: withAlpha(colour, 0.12) }),
  held: (colour) => hatch(colour, 'rising'),
  missing: (colour) => new Fill({ color: withAlpha(colour, 0.3) }),
  granted: (colour) => hatch(colour, 'falling'),
  aoi: (colour) => new Fill({ color: withAlpha(colour, 0.08) }),
  candidate: (colour) => new Fill({ color: withAlpha(colour, 0.03) }),
  proposal: (colour) => new Fill({ color: withAlpha(colour, 0.12) }),
};

const widths: Record<MapLayerKind, number> = {
  footprint: 1,
  scene: 1.5,
  held: 1.5,
  missing: 1.5,
  granted: 2,
  aoi: 2.5,
  candidate: 1.5,
  proposal: 2.5,
};

const dashes: Partial<Record<MapLayerKind, number[]>> = {
  missing: [6, 4],
  candidate: [3, 3],
  proposal: [10, 4],
};

function areaStyles(kind: MapLayerKind, palette: Palette): AreaStyles {
  const color = palette[kind];
  const lineDash = dashes[kind] ?? [];
  const style = (width: number, fill: Fill) =>
    new Style({ fill, stroke: new Stroke({ color, width, lineDash }) });
  return {
    plain: style(widths[kind], fills[kind](color)),
    strong: style(widths[kind] + 2, new Fill({ color: withAlpha(color, 0.22) })),
    smallPlain: dot(color, palette.paper, 5),
    smallStrong: dot(color, palette.paper, 8),
  };
}

function dot(color: string, paper: string, radius: number): Style {
  return new Style({
    image: new CircleStyle({
      radius,
      fill: new Fill({ color }),
      stroke: new Stroke({ color: paper, width: 1.5 }),
    }),
    geometry: (feature) => {
      const extent = feature.getGeometry()?.getExtent();
      return extent && new Point(getCenter(extent));
    },
  });
}

function ring(radius: number, width: number, color: string, fill: string): Style {
  const stroke = new Stroke({ color, width });
  return new Style({ image: new CircleStyle({ radius, stroke, fill: new Fill({ color: fill }) }) });
}

function sketchStyles(palette: Palette): Style[] {
  const image = new CircleStyle({
    radius: 6,
    fill: new Fill({ color: palette.paper }),
    stroke: new Stroke({ color: palette.aoi, width: 2.5 }),
  });
  const stroke = new Stroke({ color: palette.aoi, width: 2.5, lineDash: [8, 5] });
  return [new Style({ stroke, image, fill: new Fill({ color: withAlpha(palette.aoi, 0.12) }) })];
}

/** Diagonal lines 8 pixels apart, rising or falling, so that kinds differ without colour. */
function hatch(color: string, direction: 'rising' | 'falling'): Fill {
  const side = 8;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) return new Fill({ color: withAlpha(color, 0.2) });
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  // Three lines: the two in the corners make the pattern whole from one tile to the next.
  for (const shift of [-side, 0, side]) {
    const [from, to] = direction === 'rising' ? [side, 0] : [0, side];
    context.moveTo(shift, from);
    context.lineTo(shift + side, to);
  }
  context.stroke();
  const pattern = context.createPattern(canvas, 'repeat');
  return new Fill({ color: pattern ?? withAlpha(color, 0.2) });
}

/** A #rrggbb colour made see-through; other notations are left as they are. */
function withAlpha(color: string, alpha: number): string {
  const hex = Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0');
  return /^#[\da-f]{6}$/i.test(color) ? `${color}${hex}` : color;
}
