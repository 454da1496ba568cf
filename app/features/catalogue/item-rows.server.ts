import { Column, getTableColumns, sql } from 'drizzle-orm';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { itemDocuments, items, sensors } from '#db/schema.ts';
import { SqlText } from '#db/sql-text.ts';

/** A scene as lists need it. Its STAC item is there only when it was asked for. */
export type CatalogueRow = typeof items.$inferSelect & {
  sensorName: string;
  stac?: Record<string, unknown>;
};

export const listed = { ...getTableColumns(items), sensorName: sensors.name };

const columns: [key: string, column: Column][] = Object.entries(listed);
const selected = columns.map(([, column]) => new SqlText().piece(sql`${column}`)).join(', ');

/** Row numbers as one parameter, so that one statement serves any number of them. */
const numbered = usesPostgres ? '= any($1::int[])' : 'in (select value from json_each(?1))';
const listOf = (rowNos: readonly number[]) => [usesPostgres ? rowNos : JSON.stringify(rowNos)];

/** A scene that was read and may yet be refused: only its footprint is made out before. */
export type Candidate = { rowNo: number; footprint: AreaGeometry | null; row(): CatalogueRow };

/** The scenes of these numbers, in their order; those that are gone are left out. */
export async function readCandidates(db: Db, rowNos: readonly number[]): Promise<Candidate[]> {
  if (rowNos.length === 0) return [];
  const rows = await db.rows(
    `select ${selected} from items inner join sensors on sensors.id = items.sensor_id
      where items.row_no ${numbered}`,
    listOf(rowNos),
  );
  const byNumber = new Map(rows.map((values) => [Number(values[rowNoAt]), values]));
  return rowNos.flatMap((rowNo) => {
    const values = byNumber.get(rowNo);
    return values ? candidateOf(rowNo, values) : [];
  });
}

const rankOf = (name: keyof typeof listed) => columns.findIndex(([key]) => key === name);
const rowNoAt = rankOf('rowNo');
const footprintAt = rankOf('footprint');

function candidateOf(rowNo: number, values: unknown[]): Candidate {
  const written = values[footprintAt];
  const footprint = (
    written === null ? null : items.footprint.mapFromDriverValue(written)
  ) as AreaGeometry | null;
  let known: CatalogueRow | undefined;
  const row = () => {
    known ??= { ...decoded(values), footprint };
    return known;
  };
  return { rowNo, footprint, row };
}

/** What the driver gives, as the schema types it, without the footprint. */
function decoded(values: unknown[]): CatalogueRow {
  const row: Record<string, unknown> = {};
  for (const { key, rank, decode } of decoders) {
    const value = values[rank];
    row[key] = value === null || decode === null ? value : decode(value);
  }
  return row as CatalogueRow;
}

/** Most columns are given as they are: asking drizzle for each would cost as much as reading them. */
const decoders = columns
  .map(([key, column], rank) => ({
    key,
    rank,
    decode:
      column.mapFromDriverValue === Column.prototype.mapFromDriverValue
        ? null
        : (value: unknown) => column.mapFromDriverValue(value),
  }))
  .filter(({ rank }) => rank !== footprintAt);

/** The same rows with their STAC items. */
export async function withDocuments(
  db: Db,
  rows: readonly CatalogueRow[],
): Promise<CatalogueRow[]> {
  if (rows.length === 0) return [];
  const documents = await db.rows(
    `select row_no, stac from item_documents where row_no ${numbered}`,
    listOf(rows.map(({ rowNo }) => rowNo)),
  );
  const byNumber = new Map(
    documents.map(([rowNo, stac]) => [Number(rowNo), itemDocuments.stac.mapFromDriverValue(stac)]),
  );
  return rows.map((row) => ({
    ...row,
    stac: (byNumber.get(row.rowNo) ?? {}) as Record<string, unknown>,
  }));
}
