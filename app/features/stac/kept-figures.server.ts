import { activeAffiliations, can } from '#app/features/accounts/actor.ts';
import type { Viewer } from '#app/features/catalogue/visibility.server.ts';
import type { Db } from '#app/lib/db.server.ts';

/** What this person may know of, as a text: whoever has the same sees the same scenes. */
export function sightOf(viewer: Viewer): string {
  if (can(viewer, 'desk:read')) return 'desk';
  const own = viewer?.affiliations.map(({ entityId }) => entityId).toSorted() ?? [];
  return JSON.stringify([activeAffiliations(viewer).length > 0, ...own]);
}

/** A state of the catalogue: how often it has changed, and when the desk last changed who may know of a scene. */
export type CatalogueState = { version: number; hiddenAt: string };

export async function catalogueState(db: Db): Promise<CatalogueState> {
  const [row] = await db.rows(
    "select (select value from counters where name = 'catalogue'), (select max(at) from item_events)",
    [],
  );
  const [version, at] = row ?? [];
  return {
    version: Number(version ?? 0),
    hiddenAt: at instanceof Date ? at.toISOString() : String(at),
  };
}

type Kept<T> = { value: T; state: CatalogueState; at: number; tookMs: number };

/** An embargo ends without a change of the catalogue. */
const longestMs = 60_000;

/** A figure that was slow to make stands for so many times as long while scenes are being added. */
const patience = 20;

/**
 * Keeps what is computed of the catalogue, by a key that names who sees it, until it changes. What was slow to compute
 * (tenths of a second, at a million scenes) rests a while during a long import; never when anything was hidden.
 */
export class KeptFigures<T> {
  readonly #kept = new Map<string, Kept<T>>();

  constructor(
    readonly most: number,
    readonly slowMs = 50,
  ) {}

  async get(key: string, state: CatalogueState, make: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known && this.#stands(known, state)) return known.value;
    const started = performance.now();
    const value = await make();
    const tookMs = performance.now() - started;
    this.#kept.delete(key);
    this.#kept.set(key, { value, state, at: Date.now(), tookMs });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.most) break;
      this.#kept.delete(oldest);
    }
    return value;
  }

  #stands({ state, at, tookMs }: Kept<T>, now: CatalogueState): boolean {
    const age = Date.now() - at;
    if (age > longestMs || state.hiddenAt !== now.hiddenAt) return false;
    return state.version === now.version || (tookMs > this.slowMs && age < tookMs * patience);
  }
}
