import type { ProductVerdict, Reason, ReasonCode, Verdict } from './package-report.ts';

/** The reasons for which a product cannot be taken at all; every other one is a reserve. */
const refusing: readonly ReasonCode[] = [
  'dimap-v1',
  'damaged-xml',
  'xml-too-large',
  'tile-missing',
  'tile-unreadable',
  'no-image',
  'no-acquisition-date',
];

/** What the reasons found for one product make of it. */
export function productVerdict(reasons: readonly Reason[]): ProductVerdict {
  if (reasons.some(isRefusing)) return 'refused';
  return reasons.length > 0 ? 'accepted-with-reserve' : 'accepted';
}

export const isRefusing = ({ code }: Reason) => refusing.includes(code);

/**
 * What may be done with the parcel. `absentParts` counts the products that a volume names and that are not there (or may
 * not be looked for). Parts that are there but cannot be read count among `products` as refused. `reserves` is true where anything of the parcel as a whole is doubtful.
 */
export function packageVerdict(
  products: readonly { verdict: ProductVerdict }[],
  absentParts: number,
  reserves: boolean,
): Verdict {
  const refused = products.filter(({ verdict }) => verdict === 'refused').length;
  if (refused === products.length && (refused > 0 || absentParts === 0)) return 'refused';
  if (refused > 0 || absentParts > 0) return 'incomplete';
  const reserved = reserves || products.some(({ verdict }) => verdict !== 'accepted');
  return reserved ? 'accepted-with-reserve' : 'accepted';
}
