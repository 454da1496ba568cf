import type { PersonName } from '#db/seed-world.ts';
import type { RunningApp } from './app.ts';

/** What came back: a status, and where it leads. Null: the server was not there, or went away before it answered. */
export type Answer = { status: number; location: string | null; body: string } | null;

/**
 * Somebody who uses the desk by its forms alone, as a browser without scripts would: posts a form, reads the answer.
 * A post without an answer was not confirmed: it may or may not have been done.
 */
export class Clerk {
  readonly app: RunningApp;
  readonly cookie: string;

  constructor(app: RunningApp, cookie: string) {
    this.app = app;
    this.cookie = cookie;
  }

  static async signIn(app: RunningApp, who: PersonName): Promise<Clerk> {
    return new Clerk(app, await app.signIn(who));
  }

  async get(path: string): Promise<Answer> {
    return this.#ask(path, {});
  }

  async post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.#ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    try {
      const answer = await fetch(this.app.url + path, {
        redirect: 'manual',
        ...init,
        headers: { cookie: this.cookie, origin: this.app.url, accept: 'text/html' },
      });
      const body = await answer.text();
      return { status: answer.status, location: answer.headers.get('location'), body };
    } catch {
      return null;
    }
  }

  /** Sends a new request under this id; `over` replaces answers of the form. */
  submit(id: string, over: Record<string, string> = {}): Promise<Answer> {
    return this.post(`/requests/${id}/edit`, { ...requestForm(), ...over });
  }

  decide(id: string, fields: Record<string, string>): Promise<Answer> {
    return this.post(`/desk/requests/${id}/review`, { version: '1', ...fields });
  }
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A square of about that many kilometres a side, as the form's typed coordinates (longitude first). */
export function square(lon: number, lat: number, km: number): string {
  const dLat = km / 111.2;
  const dLon = km / (111.2 * Math.cos((lat * Math.PI) / 180));
  return [
    [lon, lat],
    [lon + dLon, lat],
    [lon + dLon, lat + dLat],
    [lon, lat + dLat],
  ]
    .map(([x = 0, y = 0]) => `${x.toFixed(5)} ${y.toFixed(5)}`)
    .join('\n');
}

/** Answers that break no rule: an area of some 121 km² for Pléiades, mono, over the coming weeks. */
export function requestForm(): Record<string, string> {
  return {
    entityId: 'lgv',
    title: 'Suivi du glacier de Tré-la-Tête',
    project: 'Bilan de masse des glaciers du Mont-Blanc',
    pole: 'theia',
    theme: 'glaciers',
    justification:
      'Mesurer la perte d’épaisseur du glacier entre deux étés par modèles d’élévation.',
    kind: 'tasking',
    sensor1: 'pleiades',
    sensor2: '',
    sensor3: '',
    windowFrom: day(1),
    windowTo: day(40),
    mode: 'mono',
    maxCloudPct: '20',
    maxIncidenceDeg: '30',
    processingLevel: 'ortho',
    bands: 'multispectral',
    format: 'geotiff',
    contacts: '',
    coordinates: square(6.7, 45.7, 11),
    order: 'lonlat',
    answer: '',
  };
}
