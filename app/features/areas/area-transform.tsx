import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { type CoordinateOrder, readLine } from './coordinate-line.ts';
import { readNumber, readPositive } from './degrees.ts';
import type { LonLat } from './geometry.ts';
import { movedArea } from './move-area.ts';
import type { AreaEditing } from './use-area-editor.tsx';

export const transforms = ['buffer', 'simplify', 'move', 'split', 'merge'] as const;
export type Transform = (typeof transforms)[number];

type Props = { editor: AreaEditing; transform: Transform; onTransform: (next: Transform) => void };

/** What can be done to the whole area by figures: without a map, and to the metre. */
export default function AreaTransform({ editor, transform, onTransform }: Props) {
  const { t } = useTranslation('editor');
  return (
    <Stack gap="sm" align="flex-start" maw="32rem">
      <NativeSelect
        id="transform"
        label={t('transform.label')}
        value={transform}
        onChange={({ currentTarget }) =>
          onTransform(transforms.find((known) => known === currentTarget.value) ?? 'buffer')
        }
        data={transforms.map((value) => ({ value, label: t(`transform.${value}.name`) }))}
        w="100%"
      />
      <Text size="sm" c="dimmed">
        {t(`transform.${transform}.how`)}
      </Text>
      {(transform === 'buffer' || transform === 'simplify') && (
        <MetresField key={transform} editor={editor} operation={transform} />
      )}
      {transform === 'move' && <MoveFields editor={editor} />}
      {transform === 'split' && <SplitField editor={editor} />}
      {transform === 'merge' && (
        <Button
          variant="default"
          disabled={editor.area?.type !== 'MultiPolygon'}
          loading={editor.busy === 'merge'}
          onClick={() => void editor.edit('merge', {}, { act: 'merge', propose: true })}
        >
          {t('transform.preview')}
        </Button>
      )}
    </Stack>
  );
}

function MetresField(props: { editor: AreaEditing; operation: 'buffer' | 'simplify' }) {
  const { t } = useTranslation('editor');
  const { editor, operation } = props;
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const metres = operation === 'buffer' ? readNumber(text) : readPositive(text);
  const isUsable = metres !== null && metres !== 0;
  const preview = () => {
    setAsked(true);
    if (isUsable) void editor.edit(operation, { metres }, { act: operation, propose: true });
  };
  return (
    <Group gap="xs" align="flex-start">
      <TextInput
        ref={field}
        id={`transform-${operation}`}
        label={t(`transform.${operation}.metres`)}
        value={text}
        inputMode="decimal"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && preview()}
        error={(asked || text !== '') && !isUsable && t(`transform.${operation}.fault`)}
        w="16rem"
      />
      <Button variant="default" mt={24} onClick={preview} loading={editor.busy === operation}>
        {t('transform.preview')}
      </Button>
    </Group>
  );
}

function MoveFields({ editor }: { editor: AreaEditing }) {
  const { t } = useTranslation('editor');
  const [east, setEast] = useState('');
  const [north, setNorth] = useState('');
  const [asked, setAsked] = useState(false);
  const eastM = east.trim() === '' ? 0 : readNumber(east);
  const northM = north.trim() === '' ? 0 : readNumber(north);
  const apply = () => {
    setAsked(true);
    if (!editor.area || eastM === null || northM === null || (eastM === 0 && northM === 0)) return;
    const moved = movedArea(editor.area, eastM, northM);
    if (moved) editor.change(moved, 'move', { fit: true });
  };
  return (
    <Group gap="xs" align="flex-start">
      <TextInput
        id="move-east"
        label={t('transform.move.east')}
        value={east}
        inputMode="decimal"
        onChange={({ currentTarget }) => setEast(currentTarget.value)}
        error={asked && eastM === null && t('transform.move.fault')}
        w="10rem"
      />
      <TextInput
        id="move-north"
        label={t('transform.move.north')}
        value={north}
        inputMode="decimal"
        onChange={({ currentTarget }) => setNorth(currentTarget.value)}
        error={asked && northM === null && t('transform.move.fault')}
        w="10rem"
      />
      <Button variant="default" mt={24} onClick={apply}>
        {t('transform.apply')}
      </Button>
    </Group>
  );
}

function SplitField({ editor }: { editor: AreaEditing }) {
  const { t } = useTranslation('editor');
  const [text, setText] = useState('');
  const [order, setOrder] = useState<CoordinateOrder>('latlon');
  const [asked, setAsked] = useState(false);
  const points = readPoints(text, order);
  const apply = () => {
    setAsked(true);
    if (!points) return;
    const line = { type: 'LineString', coordinates: points };
    void editor.edit('split', { line }, { act: 'split' });
  };
  return (
    <>
      <Textarea
        id="split-line"
        label={t('transform.split.line')}
        description={t('transform.split.line-hint')}
        value={text}
        rows={3}
        spellCheck={false}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        error={asked && !points && t('transform.split.fault')}
        w="100%"
      />
      <NativeSelect
        id="split-order"
        label={t('circle.order')}
        value={order}
        onChange={({ currentTarget }) =>
          setOrder(currentTarget.value === 'lonlat' ? 'lonlat' : 'latlon')
        }
        data={(['latlon', 'lonlat'] as const).map((value) => ({
          value,
          label: t(`order.${value}`),
        }))}
      />
      <Button variant="default" onClick={apply} loading={editor.busy === 'split'}>
        {t('transform.apply')}
      </Button>
    </>
  );
}

/** The points of a line, one a line of text; null when there are not two, or one cannot be read. */
function readPoints(text: string, order: CoordinateOrder): LonLat[] | null {
  const points: LonLat[] = [];
  for (const row of text.split('\n').filter((line) => line.trim() !== '')) {
    const read = readLine(row, order);
    if ('fault' in read) return null;
    points.push(...read.points);
  }
  return points.length >= 2 ? points : null;
}
