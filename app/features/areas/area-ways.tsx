import { NativeSelect, Stack, Tabs, Text } from '@mantine/core';
import {
  IconBookmark,
  IconFileUpload,
  IconKeyboard,
  IconMapPin,
  IconPolygon,
} from '@tabler/icons-react';
import { lazy, type ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { LazyPlace, panelUnavailable } from '#app/ui/lazy-panel.tsx';
import type { AreaEditing, AreaUse } from './use-area-editor.tsx';
import type { AreaFile } from './use-area-file.tsx';
import './area-editor.css';

const FeatureChoice = lazy(() => import('./feature-choice.tsx').catch(panelUnavailable));
const FileWay = lazy(() => import('./file-way.tsx').catch(panelUnavailable));
const PlaceWay = lazy(() => import('./place-way.tsx').catch(panelUnavailable));
const SavedWay = lazy(() => import('./saved-way.tsx').catch(panelUnavailable));

/** The ways in which an area is given; each ends in the same area. */
export const areaWays = ['draw', 'file', 'place', 'coordinates', 'saved'] as const;
export type AreaWay = (typeof areaWays)[number];

const usedFirst: readonly AreaWay[] = ['file', 'place', 'saved'];

const icons = {
  draw: IconPolygon,
  file: IconFileUpload,
  place: IconMapPin,
  coordinates: IconKeyboard,
  saved: IconBookmark,
};

type Props = {
  way: AreaWay;
  onWay: (way: AreaWay) => void;
  editor: AreaEditing;
  use: AreaUse;
  onUse: (use: AreaUse) => void;
  file: AreaFile;
  /** Typed coordinates: they are part of the form, which also works without scripts. */
  coordinates: ReactNode;
};

export function AreaWays(props: Props) {
  const { t } = useTranslation('editor');
  const { way, onWay, editor, use, file } = props;
  return (
    <Tabs
      value={way}
      onChange={(next) => onWay(areaWays.find((known) => known === next) ?? 'draw')}
      keepMounted={false}
      className="area-ways"
    >
      <Tabs.List aria-label={t('ways.label')}>
        {areaWays.map((id) => {
          const Icon = icons[id];
          return (
            <Tabs.Tab key={id} value={id} leftSection={<Icon size={16} aria-hidden />}>
              {t(`ways.${id}`)}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      {areaWays.map((id) => (
        <Tabs.Panel key={id} value={id} pt="md">
          <Stack gap="sm">
            {editor.area && usedFirst.includes(id) && <UseChoice use={use} onUse={props.onUse} />}
            <LazyPlace>
              {id === 'draw' && <Text size="sm">{t('ways.draw-how')}</Text>}
              {id === 'file' && <FileWay file={file} />}
              {id === 'place' && <PlaceWay editor={editor} use={use} />}
              {id === 'coordinates' && props.coordinates}
              {id === 'saved' && <SavedWay editor={editor} use={use} />}
            </LazyPlace>
            {/* Beneath what is typed: above, it would push the text away as soon as that makes an area. */}
            {editor.area && id === 'coordinates' && <UseChoice use={use} onUse={props.onUse} />}
            {file.candidates.length > 0 && (id === 'file' || id === 'coordinates') && (
              <LazyPlace>
                <FeatureChoice file={file} use={use} />
              </LazyPlace>
            )}
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** What the surface that is given does to the one that is there. */
function UseChoice({ use, onUse }: { use: AreaUse; onUse: (use: AreaUse) => void }) {
  const { t } = useTranslation('editor');
  const uses = ['replace', 'add', 'cut'] as const;
  return (
    <NativeSelect
      label={t('use.label')}
      value={use}
      onChange={({ currentTarget }) =>
        onUse(uses.find((known) => known === currentTarget.value) ?? 'replace')
      }
      data={uses.map((value) => ({ value, label: t(`use.${value}`) }))}
      maw="24rem"
    />
  );
}
