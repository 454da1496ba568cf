import { hectares } from '#app/features/areas/area.ts';
import { apportion } from '#app/features/quotas/apportion.ts';

/** A piece of ground that exactly these requests ask for. */
export type Piece = { requestIds: readonly string[]; areaM2: number };

export type Share = {
  requestId: string;
  shareHa: number;
  /** What it alone asks for, and what it shares with others, whole hectares for reading. */
  ownHa: number;
  commonHa: number;
};

/**
 * What each of several requests would bear of their union: the ground that it alone asks for, and an equal part of what it
 * shares with others, piece by piece. Whole hectares that sum exactly to `unionHa`.
 */
export function splitShares(
  requestIds: readonly string[],
  pieces: readonly Piece[],
  unionHa: number,
): Share[] {
  const burdens = requestIds.map((id) => sumOf(pieces, id, ({ requestIds: r }) => 1 / r.length));
  const shares = apportion(unionHa, burdens);
  return requestIds.map((requestId, i) => ({
    requestId,
    shareHa: shares[i] ?? 0,
    ownHa: hectares(sumOf(pieces, requestId, (piece) => (piece.requestIds.length === 1 ? 1 : 0))),
    commonHa: hectares(sumOf(pieces, requestId, (piece) => (piece.requestIds.length > 1 ? 1 : 0))),
  }));
}

/** The areas of a request's pieces, each times its factor, in m². */
function sumOf(pieces: readonly Piece[], requestId: string, factor: (piece: Piece) => number) {
  return pieces
    .filter((piece) => piece.requestIds.includes(requestId))
    .reduce((sum, piece) => sum + piece.areaM2 * factor(piece), 0);
}
