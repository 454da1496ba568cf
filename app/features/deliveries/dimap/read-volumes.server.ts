import { documentKind } from './document-kind.ts';
import { referencesOf } from './order-block.ts';
import type { Reason } from './package-report.ts';
import { checkAncillary, locate, type Parcel, readDocument } from './parcel.server.ts';
import { type DimapProduct, parseProduct } from './product.ts';
import type { XmlDocument, XmlReading } from './read-xml.ts';
import { isPart, parseVolume, type VolumeComponent } from './volume.ts';

export type VolumeReading = {
  products: { path: string; product: DimapProduct }[];
  /** Parts that are there and cannot be read as a product or volume of DIMAP V2. */
  unreadable: number;
  /** Parts that a volume names and that are not there, or may not be looked for. */
  absent: number;
  orderReferences: string[];
};

/**
 * Follows the volumes from `entries` down to the products, whatever the depth: Pléiades goes VOL to DIM, SPOT 6/7 goes
 * SPOT_LIST, SPOT_PROD, SPOT_VOL, DIM. Each document is read once, so a circle of volumes ends.
 */
export async function readVolumes(
  parcel: Parcel,
  entries: readonly string[],
): Promise<VolumeReading> {
  const reading: VolumeReading = { products: [], unreadable: 0, absent: 0, orderReferences: [] };
  const waiting = [...entries];
  const seen = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (seen.size > parcel.limits.maxDocuments) {
      const limit = parcel.limits.maxDocuments;
      parcel.reasons.push({ code: 'too-many-files', params: { limit } });
      reading.absent += 1;
      break;
    }
    waiting.push(...(await readPart(parcel, path, reading)));
  }
  return reading;
}

/** Reads one volume or product into `reading`; returns the parts that it leads to. */
async function readPart(parcel: Parcel, path: string, reading: VolumeReading): Promise<string[]> {
  const xml = await readDocument(parcel, path);
  const kind = xml.ok ? documentKind(xml.document) : null;
  if (!xml.ok || kind === 'dimap-v1') {
    parcel.reasons.push(unreadableReason(path, xml));
    reading.unreadable += 1;
    return [];
  }
  parcel.kinds.set(path, 'component');
  if (kind === 'volume') return readVolume(parcel, path, xml.document, reading);
  const parsed = parseProduct(xml.document);
  if (parsed.ok) reading.products.push({ path, product: parsed.product });
  else if (kind === 'unknown') parcel.reasons.push({ code: 'not-a-product', params: { path } });
  return [];
}

const unreadableReason = (path: string, xml: XmlReading): Reason =>
  xml.ok
    ? { code: 'dimap-v1', params: { path } }
    : { code: xml.fault, params: { path, detail: xml.detail } };

function readVolume(parcel: Parcel, path: string, document: XmlDocument, reading: VolumeReading) {
  const volume = parseVolume(document);
  reading.orderReferences.push(...referencesOf(volume.order));
  const reserve = (href: string | null, kind: 'style' | 'icon' | 'other') => {
    const reason = href === null ? null : checkAncillary(parcel, path, href, kind);
    if (reason) parcel.reasons.push(reason);
  };
  reserve(volume.styleHref, 'style');
  return volume.components.flatMap((component) => {
    reserve(component.thumbnailHref, 'icon');
    if (isPart(component)) return findPart(parcel, path, component, reading);
    reserve(component.href, 'other');
    return [];
  });
}

function findPart(
  parcel: Parcel,
  volume: string,
  { href }: VolumeComponent,
  reading: VolumeReading,
): string[] {
  const { state, path } = locate(parcel, volume, href ?? '', 'component');
  if (state === 'found') return [path];
  if (state === 'external') return [];
  const code = state === 'outside' ? 'path-outside-package' : 'component-missing';
  parcel.reasons.push({ code, params: { path, namedBy: volume } });
  parcel.missing.push({ path, namedBy: volume, kind: 'component' });
  reading.absent += 1;
  return [];
}
