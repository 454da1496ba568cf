import { type Icon, IconBookmark, IconChevronDown, IconTable, IconTool } from '@tabler/icons-react';
import { lazy, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { LazyPlace, panelUnavailable } from '#app/ui/lazy-panel.tsx';
import type { Transform } from './area-transform.tsx';
import type { AreaEditing } from './use-area-editor.tsx';

const AreaTransform = lazy(() => import('./area-transform.tsx').catch(panelUnavailable));
const CoordinateTable = lazy(() => import('./coordinate-table.tsx').catch(panelUnavailable));
const SaveArea = lazy(() => import('./save-area.tsx').catch(panelUnavailable));

type Panel = 'transform' | 'table' | 'save';

export type MoreState = {
  open: Panel | null;
  setOpen: (panel: Panel | null) => void;
  transform: Transform;
  setTransform: (transform: Transform) => void;
  /** Opens the panel of figures at one operation: what the menu of the map asks for. */
  openTransform: (transform: Transform) => void;
};

export function useAreaMore(): MoreState {
  const [open, setOpen] = useState<Panel | null>(null);
  const [transform, setTransform] = useState<Transform>('buffer');
  const openTransform = useCallback((next: Transform) => {
    setTransform(next);
    setOpen('transform');
  }, []);
  return { open, setOpen, transform, setTransform, openTransform };
}

/** What is seldom needed, one panel at a time: operations by figures, the table of corners, and saving the area. */
export function AreaMore({ editor, more }: { editor: AreaEditing; more: MoreState }) {
  const { t } = useTranslation('editor');
  const { area } = editor;
  return (
    <div>
      {area && (
        <More id="transform" icon={IconTool} title={t('more.transform')} more={more}>
          <AreaTransform
            editor={editor}
            transform={more.transform}
            onTransform={more.setTransform}
          />
        </More>
      )}
      <More id="table" icon={IconTable} title={t('more.table')} more={more}>
        <CoordinateTable editor={editor} />
      </More>
      {area && (
        <More id="save" icon={IconBookmark} title={t('more.save')} more={more}>
          <SaveArea area={area} />
        </More>
      )}
    </div>
  );
}

function More(props: {
  id: Panel;
  icon: Icon;
  title: string;
  more: MoreState;
  children: ReactNode;
}) {
  const { id, icon: Glyph, title, more, children } = props;
  const isOpen = more.open === id;
  return (
    <details
      className="area-more"
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== isOpen) more.setOpen(currentTarget.open ? id : null);
      }}
    >
      <summary>
        <Glyph size={18} aria-hidden />
        {title}
        <IconChevronDown size={18} aria-hidden />
      </summary>
      {isOpen && (
        <div>
          <LazyPlace>{children}</LazyPlace>
        </div>
      )}
    </details>
  );
}
