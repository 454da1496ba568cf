import { IconArrowsMaximize, IconLayersUnion, IconVector } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { MapEdit } from '#app/ui/map/map-view.tsx';
import { removeRing } from './area-table.ts';
import type { Transform } from './area-transform.tsx';
import type { AreaEditing } from './use-area-editor.tsx';

/** Operations that need a figure first. */
const figures = [
  { id: 'buffer', icon: IconArrowsMaximize },
  { id: 'simplify', icon: IconVector },
] as const;

/** What the page does with what is drawn on the area, and the acts of the map's menu that need figures. */
export function useMapEdit(
  editor: AreaEditing,
  tools: { openTransform: (transform: Transform) => void },
): MapEdit {
  const { t } = useTranslation('editor');
  const { area, acts, edit, change } = editor;
  const stepLabel = (key: 'undo' | 'redo', act: string) =>
    t(`steps.${key}`, { act: t(`acts.${act}`) });
  return {
    onShape: (shape, use) =>
      void edit(use === 'add' ? 'unite' : 'subtract', { geometry: shape }, { act: use }),
    onSplit: (line) => void edit('split', { line }, { act: 'split' }),
    onDrop: (part, ring) => area && change(removeRing(area, { part, ring }), 'drop'),
    undo: acts.undo && { label: stepLabel('undo', acts.undo), act: editor.undo },
    redo: acts.redo && { label: stepLabel('redo', acts.redo), act: editor.redo },
    tools: [
      {
        id: 'merge',
        label: t('transform.merge.name'),
        icon: IconLayersUnion,
        act: () => void edit('merge', {}, { act: 'merge', propose: true }),
        isOff: area?.type !== 'MultiPolygon',
      },
      ...figures.map(({ id, icon }) => ({
        id,
        icon,
        label: t(`transform.${id}.name`),
        act: () => tools.openTransform(id),
      })),
    ],
    isBusy: editor.busy !== null,
  };
}

/**
 * Ctrl+Z takes the last change of the area back, Ctrl+Shift+Z or Ctrl+Y does it again. Not while a text is being typed,
 * which has its own, nor where the map has answered already.
 */
export function useStepKeys({ undo, redo }: Pick<AreaEditing, 'undo' | 'redo'>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) undo();
      else if (key === 'y' || key === 'z') redo();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [undo, redo]);
}

/** The figures of the table are the area itself: there, a step back is the area's. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.classList.contains('degrees-cell')) return false;
  const isText = target instanceof HTMLInputElement && !/^(checkbox|radio|file)$/.test(target.type);
  return isText || target instanceof HTMLTextAreaElement || target.isContentEditable;
}
