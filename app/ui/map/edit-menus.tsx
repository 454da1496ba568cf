import { Button, Menu } from '@mantine/core';
import {
  type Icon,
  IconArrowsMove,
  IconChevronDown,
  IconCircle,
  IconEraser,
  IconMinus,
  IconPencil,
  IconPlus,
  IconPolygon,
  IconRectangle,
  IconScissors,
  IconTool,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { DrawUse } from './map-drawing.ts';
import type { MapDraw, MapEdit } from './map-layer.ts';
import { Tool } from './tool-button.tsx';
import type { DrawControl } from './use-drawing.ts';

type Props = { drawing: DrawControl; draw: MapDraw; edit: MapEdit };

/** What can be done to a surface that is there: four buttons, the rarer acts in menus. */
export function EditMenus({ drawing, draw, edit }: Props) {
  const { t } = useTranslation('map');
  const { start } = drawing;
  const hasCircle = draw.circle !== undefined;
  return (
    <>
      <Tool
        icon={IconPencil}
        act={() => start('modify')}
        text={t('edit.modify')}
        isOff={edit.isBusy}
      />
      <ToolMenu icon={IconPlus} text={t('edit.add')} isOff={edit.isBusy}>
        <Shapes use="add" start={start} hasCircle={hasCircle} />
      </ToolMenu>
      <ToolMenu icon={IconMinus} text={t('edit.remove')} isOff={edit.isBusy}>
        <Shapes use="cut" start={start} hasCircle={hasCircle} />
        <Menu.Divider role="separator" />
        <Menu.Item leftSection={<IconEraser size={16} />} onClick={() => start('drop')}>
          {t('edit.drop')}
        </Menu.Item>
      </ToolMenu>
      <ToolMenu icon={IconTool} text={t('edit.tools')} isOff={edit.isBusy}>
        <Menu.Item leftSection={<IconArrowsMove size={16} />} onClick={() => start('move')}>
          {t('edit.move')}
        </Menu.Item>
        <Menu.Item leftSection={<IconScissors size={16} />} onClick={() => start('split')}>
          {t('edit.split')}
        </Menu.Item>
        {edit.tools.map(({ id, label, icon: Glyph, act, isOff }) => (
          <Menu.Item
            key={id}
            leftSection={<Glyph size={16} />}
            onClick={act}
            disabled={isOff ?? false}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider role="separator" />
        <Shapes use="replace" start={start} hasCircle={hasCircle} />
      </ToolMenu>
    </>
  );
}

const shapes = [
  { mode: 'polygon', icon: IconPolygon },
  { mode: 'rectangle', icon: IconRectangle },
  { mode: 'circle', icon: IconCircle },
] as const;

function Shapes(props: { use: DrawUse; start: DrawControl['start']; hasCircle: boolean }) {
  const { t } = useTranslation('map');
  return shapes
    .filter(({ mode }) => mode !== 'circle' || props.hasCircle)
    .map(({ mode, icon: Icon }) => (
      <Menu.Item
        key={mode}
        leftSection={<Icon size={16} />}
        onClick={() => props.start(mode, props.use)}
      >
        {t(`edit.shape.${props.use}.${mode}`)}
      </Menu.Item>
    ));
}

function ToolMenu(props: { icon: Icon; text: string; isOff: boolean; children: ReactNode }) {
  const Glyph = props.icon;
  return (
    <Menu
      position="bottom-start"
      shadow="md"
      disabled={props.isOff}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          disabled={props.isOff}
          leftSection={<Glyph size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {props.text}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{props.children}</Menu.Dropdown>
    </Menu>
  );
}
