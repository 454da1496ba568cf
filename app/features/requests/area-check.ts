/** What `/areas/check` answers of an area: its size, all its faults, how to repair them, and which offers take it. */
export type { AreaExamination as AreaCheck } from '#app/features/areas/examine-area.ts';
