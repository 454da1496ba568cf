import type { BBox } from './area.ts';

/**
 * Places are found by cells: plain numbers in a B-tree, the same on any database. A cell is a tile of longitudes and
 * latitudes at one of three levels; level n cuts 360° in 2ⁿ, so that tiles measure 0.35°, 2.8° and 22.5°.
 */
const LEVELS = [10, 7, 4] as const;
type Level = (typeof LEVELS)[number];
const COARSEST = 4;

/** A query that would read more tiles than this takes a coarser level. */
const MAX_QUERY_TILES = 36;

/** A footprint that covers more tiles than this at a level is kept for that level by the tiles of a coarser one. */
const MAX_FOOTPRINT_TILES = 64;

/** The cells under which a footprint with this box is indexed: at most 64 a level (128 at the coarsest). */
export function cellsOf(box: BBox): number[] {
  return LEVELS.flatMap((level) => {
    const own = LEVELS.find((by) => by <= level && fits(tilesAt(by, box))) ?? COARSEST;
    return listTiles(tilesAt(own, box), level);
  });
}

/**
 * The cells to read to find all footprints that may meet this box: the finest level at which at most 36 tiles cover it,
 * else the coarsest, and for that level the coarser tiles, which hold what is large. What is read still has to be tested.
 */
export function cellsFor(box: BBox): number[] {
  const level = LEVELS.find((of) => tilesAt(of, box).count <= MAX_QUERY_TILES) ?? COARSEST;
  return LEVELS.filter((by) => by <= level).flatMap((by) => listTiles(tilesAt(by, box), level));
}

const fits = ({ level, count }: Tiles) => level === COARSEST || count <= MAX_FOOTPRINT_TILES;

type Span = { from: number; to: number };
type Tiles = { level: Level; columns: Span[]; rows: Span; count: number };

function tilesAt(level: Level, [west, south, east, north]: BBox): Tiles {
  const columnsInAll = 2 ** level;
  const column = (lon: number) => index(lon + 180, level, columnsInAll);
  const row = (lat: number) => index(lat + 90, level, columnsInAll / 2);
  const columns =
    west <= east
      ? [{ from: column(west), to: column(east) }]
      : [
          { from: column(west), to: columnsInAll - 1 },
          { from: 0, to: column(east) },
        ];
  const rows = { from: row(south), to: row(north) };
  const count = columns.reduce((sum, span) => sum + length(span), 0) * length(rows);
  return { level, columns, rows, count };
}

function index(degrees: number, level: number, inAll: number): number {
  return Math.min(inAll - 1, Math.max(0, Math.floor((degrees * 2 ** level) / 360)));
}

const length = ({ from, to }: Span) => Math.max(0, to - from + 1);

/** The tiles as they are kept for queries of a level, which is their own or a finer one. */
function listTiles({ level, columns, rows }: Tiles, forLevel: Level): number[] {
  const cells = new Set<number>();
  for (let y = rows.from; y <= rows.to; y++) {
    for (const { from, to } of columns)
      for (let x = from; x <= to; x++) cells.add(cellId(level, forLevel, x, y));
  }
  return [...cells];
}

/** Both levels, row and column in one integer: 12 bits a coordinate, so that ids stay under 2³¹. A level's own tiles are plain. */
const cellId = (level: Level, forLevel: Level, x: number, y: number) =>
  (forLevel === level ? level : level + 16 * (forLevel - level)) * 2 ** 24 + y * 2 ** 12 + x;
