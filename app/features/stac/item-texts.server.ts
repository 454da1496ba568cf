import { type CatalogueRow, withDocuments } from '#app/features/catalogue/item-rows.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import type { CatalogueState } from './kept-figures.server.ts';
import { presentItem } from './present-item.ts';

/** As many items as are kept ready, some four kilobytes each. */
const mostKept = 10_000;

/**
 * Items as JSON texts, made once and kept until the catalogue changes: putting an item into words costs more than finding
 * it. What is kept says nothing of who may see it; the rows were found for somebody.
 */
export class ItemTexts {
  #version = -1;
  readonly #texts = new Map<number, string>();

  constructor(readonly base: string) {}

  /** The texts of these rows in their order. `state` is that of the catalogue before they were read. */
  async of(db: Db, rows: readonly CatalogueRow[], { version }: CatalogueState): Promise<string[]> {
    if (version !== this.#version) {
      this.#texts.clear();
      this.#version = version;
    }
    const known = new Map(rows.map(({ rowNo }) => [rowNo, this.#touched(rowNo)]));
    const missing = rows.filter(({ rowNo }) => known.get(rowNo) === undefined);
    const fresh = await this.#make(db, missing);
    // Others may have come between.
    if (version === this.#version) this.#keep(fresh);
    return rows.flatMap(({ rowNo }) => known.get(rowNo) ?? fresh.get(rowNo) ?? []);
  }

  #touched(rowNo: number): string | undefined {
    const text = this.#texts.get(rowNo);
    if (text === undefined) return undefined;
    this.#texts.delete(rowNo);
    this.#texts.set(rowNo, text);
    return text;
  }

  async #make(db: Db, rows: readonly CatalogueRow[]): Promise<Map<number, string>> {
    if (rows.length === 0) return new Map();
    const complete = await withDocuments(db, rows);
    return new Map(
      complete.map((row) => [
        row.rowNo,
        JSON.stringify(presentItem(row.stac ?? {}, row, this.base)),
      ]),
    );
  }

  #keep(fresh: Map<number, string>): void {
    for (const [rowNo, text] of fresh) this.#texts.set(rowNo, text);
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= mostKept) break;
      this.#texts.delete(oldest);
    }
  }
}
