import type { Footprint } from './footprint.ts';
import type { DimapProduct } from './product.ts';

/**
 * What may be done with a parcel.
 * - `accepted`: everything named is there and sound.
 * - `accepted-with-reserve`: every product can be taken; something ancillary is missing or doubtful, and is listed.
 * - `incomplete`: a product named by a volume is absent, or one product is refused beside others that are sound: wait for
 *   the rest, or take the sound ones knowingly. A refused product is never hidden behind a reserve.
 * - `refused`: nothing in it can be taken.
 */
export type Verdict = 'accepted' | 'accepted-with-reserve' | 'incomplete' | 'refused';

/** A product is whole or not at all: only a parcel can be incomplete. */
export type ProductVerdict = Exclude<Verdict, 'incomplete'>;

/**
 * Keys of the `dimap` translations (`reason.<code>`), with the parameters that their sentences use; `context` is
 * i18next's: it chooses among the variants of a sentence (`reason.tile-unreadable_truncated`).
 */
export type ReasonCode =
  | 'unknown-format'
  | 'dimap-v1'
  | 'not-a-product'
  | 'damaged-xml'
  | 'xml-too-large'
  | 'too-many-files'
  | 'too-deep'
  | 'tile-missing'
  | 'tile-unreadable'
  | 'tile-size-differs'
  | 'no-image'
  | 'no-acquisition-date'
  | 'component-missing'
  | 'ancillary-missing'
  | 'path-outside-package'
  | 'symlink-ignored'
  | 'no-footprint'
  | 'footprint-approximate'
  | 'unknown-platform';

export type Reason = { code: ReasonCode; params: Record<string, string | number> };

/** What a file named by a document is for, in that document. */
export type FileKind =
  | 'component'
  | 'tile'
  | 'mask'
  | 'rpc'
  | 'lineage'
  | 'preview'
  | 'icon'
  | 'style'
  | 'other';

export type FileRole = 'data' | 'metadata' | 'overview' | 'thumbnail' | 'mask' | 'rpc' | 'other';

/** One product of the parcel; `id` is unique in the parcel, paths are relative to the inspected folder. */
export type ProductReport = Omit<DimapProduct, 'tiles' | 'namedFiles'> & {
  id: string;
  /** Path of the product's DIM file. */
  path: string;
  tiles: { path: string; row: number; col: number; bandIds: string[] }[];
  footprint: Footprint | null;
  /** True where the footprint is the ground domain of the RPC: right to a few hundred metres, no better. */
  approximate: boolean;
  verdict: ProductVerdict;
  reasons: Reason[];
};

/** One acquisition: the panchromatic and multispectral products of a bundle together, each stereo view apart. */
export type SceneReport = {
  /** Unique in the parcel, and the same whenever the same acquisition is delivered again under the same names. */
  id: string;
  productIds: string[];
  /** 'pleiades-1a', 'pleiades-neo-3', 'spot-6'; null where several took part or none is named. */
  platform: string | null;
  constellation: string | null;
  /** UTC, ISO 8601: start of the imaging; `acquiredUntil` is later only where several strips were used. */
  acquiredAt: string;
  acquiredUntil: string;
  /** [lon, lat], EPSG:4326; null where nothing in the parcel places it. */
  footprint: Footprint | null;
  approximate: boolean;
  /** The worst of its products; null where none says it. */
  cloudCoverPct: number | null;
  incidenceDeg: number | null;
  gsdM: number | null;
  sourceIds: string[];
};

export type FileReport = {
  /** Relative to the inspected folder, `/` between segments. */
  path: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
  mediaType: string;
  role: FileRole;
  /** The product that names it or whose folder holds it; null for what belongs to the whole parcel. */
  productId: string | null;
};

export type MissingFile = { path: string; namedBy: string; kind: FileKind };

export type PackageReport = {
  family: 'dimap-v2' | 'unknown';
  rootName: string;
  /** Distinct order references of the volumes and products, to match against our orders. */
  orderReferences: string[];
  products: ProductReport[];
  /** Of the products that are not refused. */
  scenes: SceneReport[];
  files: FileReport[];
  missing: MissingFile[];
  verdict: Verdict;
  /** Those of the products are repeated here with `product` among the parameters. */
  reasons: Reason[];
};
