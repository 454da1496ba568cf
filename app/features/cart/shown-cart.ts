import { type Scene, sceneOf } from '#app/features/catalogue/scene.ts';
import type { LicenceAnswer } from '#app/features/licences/licence.ts';
import type { ShownLicence } from '#app/features/licences/shown-licence.ts';

export type ShownLine = {
  scene: Omit<Scene, 'footprint'>;
  licenceName: { fr: string; en: string };
  bytes: number;
  mayRetrieve: boolean;
};
export type ShownCartLicence = {
  licence: ShownLicence;
  why: Extract<LicenceAnswer, { ok: false }>['why'] | null;
  count: number;
};

type Given = {
  lines: readonly {
    row: Parameters<typeof sceneOf>[0] & { licenceId: string };
    bytes: number;
    answer: LicenceAnswer;
  }[];
  licences: readonly { licence: ShownLicence; answer: LicenceAnswer; count: number }[];
  goneIds: string[];
};

/** What the page needs of a cart. */
export function shownCart({ lines, licences, goneIds }: Given): {
  lines: ShownLine[];
  licences: ShownCartLicence[];
  goneIds: string[];
} {
  const names = new Map(licences.map(({ licence }) => [licence.id, licence.name]));
  return {
    lines: lines.map(({ row, bytes, answer }) => {
      const { footprint: _drawnElsewhere, ...scene } = sceneOf(row);
      const licenceName = names.get(row.licenceId) ?? { fr: '', en: '' };
      return { scene, licenceName, bytes, mayRetrieve: answer.ok && bytes > 0 };
    }),
    licences: licences.map(({ licence, answer, count }) => ({
      licence,
      why: answer.ok ? null : answer.why,
      count,
    })),
    goneIds,
  };
}

/** The address of the whole scene as a ZIP. */
export const zipHref = (sceneId: string) => `/downloads/items/${sceneId}.zip`;
