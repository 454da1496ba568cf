import type { Polygon } from 'geojson';
import type { ProviderOrderSpec } from '#app/features/orders/provider.ts';
import type { BandName } from './sandbox-pixels.ts';
import type { SimulatedView } from './sandbox-plan.ts';
import { type Box, boxOf, heightKm, widthKm } from './sandbox-strips.ts';

/** The product families that the sandbox imitates. */
export type SandboxFamily = 'pleiades' | 'pleiades-neo' | 'spot';

/** Everything that a parcel is made from; the same scene always gives the same bytes. */
export type SandboxScene = {
  family: SandboxFamily;
  /** Of the satellite: '1A' or '1B', '3' or '4', '6'. */
  missionIndex: string;
  /** Written as CUSTOMER_REFERENCE. */
  orderId: string;
  providerReference: string;
  level: ProviderOrderSpec['processingLevel'];
  bands: ProviderOrderSpec['bands'];
  /** [lon, lat], EPSG:4326. */
  footprint: Polygon;
  views: readonly SimulatedView[];
  cloudCoverPct: number;
  /** The finest product is never finer than this; pixels are coarser where the parcel would be too large. */
  gsdM: number;
  producedAt: Date;
  seed: number;
};

export type PackageLimits = {
  /** Samples of the finest image of one view, over all its bands. */
  maxSamples: number;
  /** Larger images are cut into tiles of at most this many pixels a side. */
  tilePx: number;
};
export const defaultPackageLimits: PackageLimits = { maxSamples: 1_200_000, tilePx: 1024 };

/** Bands stored in one file per tile; Pléiades Neo splits its six bands in two. */
export type BandGroup = { suffix: string; bands: readonly { id: string; name: BandName }[] };

export type ProductLayout = {
  /** Relative to the parcel, `/` between segments. */
  folder: string;
  /** 'PHR1A_PMS_202201301008271_ORT_6153375101-1': every file of the product is named by it. */
  name: string;
  spectral: string;
  view: SimulatedView;
  viewRank: number;
  groups: readonly BandGroup[];
  width: number;
  height: number;
  box: Box;
  /** Side of a pixel on the ground. */
  pixelM: number;
};

export type TileLayout = {
  row: number;
  col: number;
  left: number;
  top: number;
  width: number;
  height: number;
};

/** Satellites of each family that the sandbox tasks: MISSION_INDEX of the documents. */
export const missionsOf: Record<SandboxFamily, readonly string[]> = {
  pleiades: ['1A', '1B'],
  'pleiades-neo': ['3', '4'],
  spot: ['6'],
};

/** MISSION of the documents, and the stem of their file names. */
export const missionCodes: Record<SandboxFamily, string> = {
  pleiades: 'PHR',
  'pleiades-neo': 'PNEO',
  spot: 'SPOT',
};

/** The products of a parcel: for each view, one image or, in a bundle, panchromatic and multispectral apart. */
export function productsOf(scene: SandboxScene, limits: PackageLimits): ProductLayout[] {
  const box = boxOf(scene.footprint.coordinates[0] ?? []);
  const kinds = kindsOf(scene);
  return scene.views.flatMap((view, viewRank) =>
    kinds.map((kind, kindRank) => {
      const finest = (kinds[0] ?? kind).groups.flatMap(({ bands }) => bands).length;
      const grid = gridOf(box, scene.gsdM * (kinds[0]?.ratio ?? 1), limits.maxSamples / finest);
      const step = kind.ratio / (kinds[0]?.ratio ?? 1);
      const rank = viewRank * kinds.length + kindRank;
      return {
        ...namesOf(scene, view, kind.spectral, viewRank, rank),
        spectral: kind.spectral,
        view,
        viewRank,
        groups: kind.groups,
        width: Math.max(1, Math.round(grid.width / step)),
        height: Math.max(1, Math.round(grid.height / step)),
        box,
        pixelM: grid.pixelM * step,
      };
    }),
  );
}

/** The tiles of a product from its north-west, rows and columns counted from 1. */
export function tilesOf({ width, height }: ProductLayout, tilePx: number): TileLayout[] {
  const columns = Math.ceil(width / tilePx);
  return Array.from({ length: columns * Math.ceil(height / tilePx) }, (_, rank) => {
    const [left, top] = [(rank % columns) * tilePx, Math.floor(rank / columns) * tilePx];
    return {
      row: top / tilePx + 1,
      col: left / tilePx + 1,
      left,
      top,
      width: Math.min(tilePx, width - left),
      height: Math.min(tilePx, height - top),
    };
  });
}

export const tileName = (name: string, { suffix }: BandGroup, { row, col }: TileLayout) =>
  `IMG_${name}${suffix}_R${row}C${col}.TIF`;

type Kind = { spectral: string; ratio: number; groups: readonly BandGroup[] };

/** Names, order and pixel ratio of the bands, as in real products: multispectral pixels are four times as wide. */
function kindsOf({ family, bands }: SandboxScene): Kind[] {
  const neo = family === 'pleiades-neo';
  const colours = neo ? neoColours : [{ suffix: '', bands: pleiadesColours }];
  const pan: Kind = {
    spectral: neo ? 'PAN' : 'P',
    ratio: 1,
    groups: [{ suffix: neo ? '_P' : '', bands: [{ id: 'P', name: 'P' }] }],
  };
  const multi: Kind = { spectral: neo ? 'MS-FS' : 'MS', ratio: 4, groups: colours };
  if (bands === 'bundle') return [pan, multi];
  if (bands === 'panchromatic') return [pan];
  if (bands === 'multispectral') return [multi];
  return [{ spectral: neo ? 'PMS-FS' : 'PMS', ratio: 1, groups: colours }];
}

const pleiadesColours: BandGroup['bands'] = [
  { id: 'B2', name: 'R' },
  { id: 'B1', name: 'G' },
  { id: 'B0', name: 'B' },
  { id: 'B3', name: 'NIR' },
];

const neoColours: readonly BandGroup[] = [
  {
    suffix: '_RGB',
    bands: [
      { id: 'R', name: 'R' },
      { id: 'G', name: 'G' },
      { id: 'B', name: 'B' },
    ],
  },
  {
    suffix: '_NED',
    bands: [
      { id: 'NIR', name: 'NIR' },
      { id: 'RE', name: 'RE' },
      { id: 'DB', name: 'DB' },
    ],
  },
];

/** Square pixels on the ground, as fine as the sensor and the limit allow. */
function gridOf(box: Box, gsdM: number, maxPixels: number) {
  const [widthM, heightM] = [widthKm(box) * 1000, heightKm(box) * 1000];
  const pixelM = Math.max(gsdM, Math.sqrt((widthM * heightM) / maxPixels));
  return {
    width: Math.max(1, Math.round(widthM / pixelM)),
    height: Math.max(1, Math.round(heightM / pixelM)),
    pixelM: Math.round(pixelM * 1000) / 1000,
  };
}

function namesOf(
  { family, missionIndex, level, seed }: SandboxScene,
  view: SimulatedView,
  spectral: string,
  viewRank: number,
  rank: number,
): { folder: string; name: string } {
  const stamp = `${view.acquiredAt.toISOString().replace(/\D/g, '').slice(0, 15)}`;
  const satellite = `${missionCodes[family]}${missionIndex}`;
  const code = level === 'ortho' ? 'ORT' : 'SEN';
  const job = String(seed % 1_000_000_000).padStart(9, '0');
  const number = String(rank + 1).padStart(3, '0');
  if (family === 'pleiades')
    return {
      folder: `IMG_${satellite}_${spectral}_${number}`,
      name: `${satellite}_${spectral}_${stamp}_${code}_6${job}-${rank + 1}`,
    };
  if (family === 'pleiades-neo')
    return {
      folder: `IMG_${String(viewRank + 1).padStart(2, '0')}_${satellite}_${spectral}`,
      name: `${satellite}_${stamp}_${spectral}_${code}_PWOI_${job}_1_${viewRank + 1}_F_1`,
    };
  const product = String(viewRank + 1).padStart(3, '0');
  return {
    folder: `PROD_${satellite}_${product}/VOL_${satellite}_${product}_A/IMG_${satellite}_${spectral}_${product}_A`,
    name: `${satellite}_${spectral}_${stamp}_${code}_${job.slice(2)}${number}`,
  };
}
