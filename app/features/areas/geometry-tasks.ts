import { arrange, overlapsOf } from '#app/features/archive/arrange.ts';
import { survey } from '#app/features/archive/survey.ts';
import { checkFaults } from './check-area.ts';
import { editArea } from './edit-area.ts';
import { examineArea } from './examine-area.ts';
import { coverage, intersect, subtract, unite } from './overlay.ts';

/** What may be asked of a geometry thread: all that can take long on a large area. */
export const geometryTasks = {
  examine: examineArea,
  faults: checkFaults,
  edit: editArea,
  coverage,
  intersect,
  subtract,
  unite,
  survey,
  arrange,
  overlapsOf,
};

export type GeometryTasks = typeof geometryTasks;
export type GeometryTask = keyof GeometryTasks;

/** A call of a task, and its answer: areas packed. */
export type GeometryCall = { id: number; task: GeometryTask; args: unknown[] };
export type GeometryReply = { id: number; result: unknown } | { id: number; error: string };
