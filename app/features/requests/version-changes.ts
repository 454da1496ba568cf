import type { AreaGeometry } from '#app/features/areas/area.ts';
import { type RequestForm, requestFields } from './request-schema.ts';

type Version = { form: Partial<RequestForm>; aoi: AreaGeometry };

/** The fields that differ between two submissions, `aoi` among them. */
export function changedFields(before: Version, after: Version): (keyof RequestForm | 'aoi')[] {
  const fields = requestFields.filter(
    (field) => (before.form[field] ?? '') !== (after.form[field] ?? ''),
  );
  const moved = JSON.stringify(before.aoi) !== JSON.stringify(after.aoi);
  return moved ? ['aoi', ...fields] : [...fields];
}
