import { Button, NativeSelect, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { type AreaGeometry, lonLat, polygonsOf, vertexCount } from '#app/features/areas/area.ts';
import type { AreaFault } from '#app/features/areas/area-fault.ts';
import { AreaFaults } from '#app/features/areas/area-faults.tsx';
import { AreaFit, type FitOffer } from '#app/features/areas/area-fit.tsx';
import { AreaMore, type MoreState } from '#app/features/areas/area-more.tsx';
import { AreaStatus } from '#app/features/areas/area-status.tsx';
import { type AreaWay, AreaWays } from '#app/features/areas/area-ways.tsx';
import { type CoordinateOrder, parseCoordinates } from '#app/features/areas/coordinates.ts';
import type { FitAnswer } from '#app/features/areas/fit-area.ts';
import { BoxFields, CircleFields } from '#app/features/areas/typed-shapes.tsx';
import type { AreaEditing, AreaUse } from '#app/features/areas/use-area-editor.tsx';
import type { AreaFile } from '#app/features/areas/use-area-file.tsx';
import { usePlaceWords, useWords } from '#app/features/areas/use-words.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { RequestFault } from './check-request.ts';
import { useFaultText } from './fault-text.tsx';
import { coordinateFault } from './posted-request.ts';
import type { CheckedArea } from './use-area-check.tsx';

export type TypedArea = { coordinates: string; order: CoordinateOrder };

type Props = {
  editor: AreaEditing;
  file: AreaFile;
  areaHa: number;
  checked: CheckedArea;
  faults: readonly AreaFault[];
  /** The rules of the request that the area breaks. */
  rules: readonly RequestFault[];
  offers: readonly FitOffer[];
  way: AreaWay;
  onWay: (way: AreaWay) => void;
  use: AreaUse;
  onUse: (use: AreaUse) => void;
  more: MoreState;
  typed: TypedArea;
  onTyped: (typed: TypedArea) => void;
};

/** The area: the ways to give it, what it is, what is wrong with it, and the rest to open when it is needed. */
export function AreaInput(props: Props) {
  const mounted = useMounted();
  const { editor, checked, faults } = props;
  const coordinates = <CoordinatesField {...props} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps Enter in a field here from sending the request.
    <div id="aoi" tabIndex={-1} onKeyDown={keepEnter} className="area-stack">
      {mounted ? <AreaWays {...props} coordinates={<TypedWays {...props} />} /> : coordinates}
      <AreaStatus editor={editor} areaHa={props.areaHa} />
      <AreaFaults editor={editor} faults={faults} repair={checked.check?.repair ?? null} />
      <BrokenRules rules={props.rules} />
      <AreaFit
        editor={editor}
        areaHa={props.areaHa}
        offers={props.offers}
        fit={checked.check?.fit ?? noFit}
        isTold={props.rules.length > 0}
      />
      {checked.status === 'failed' && <CheckFailed />}
      {mounted && <AreaMore editor={editor} more={props.more} />}
    </div>
  );
}

const noFit: readonly FitAnswer[] = [];

/** Enter in a field that belongs to the area alone does not send the request. */
function keepEnter(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

function BrokenRules({ rules }: Pick<Props, 'rules'>) {
  const text = useFaultText();
  return (
    <div role="status">
      {rules.map((fault) => (
        <Text key={fault.key} c="var(--mantine-color-error)" size="sm">
          {text(fault)}
        </Text>
      ))}
    </div>
  );
}

function CheckFailed() {
  const { t } = useTranslation('editor');
  return (
    <Text size="sm" role="status">
      {t('check-failed')}
    </Text>
  );
}

const typedKinds = ['list', 'box', 'circle'] as const;

/** What can be typed: a list of places, the sides of a rectangle, or a circle. */
function TypedWays(props: Props) {
  const { t } = useTranslation('editor');
  const [kind, setKind] = useState<(typeof typedKinds)[number]>('list');
  const { editor, use, onTyped } = props;
  const give = (shape: Parameters<AreaEditing['bring']>[0]) => {
    onTyped({ ...props.typed, coordinates: '' });
    editor.bring(shape, 'typed', use);
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t('typed.label')}
        value={kind}
        onChange={(next) => setKind(typedKinds.find((known) => known === next) ?? 'list')}
        data={typedKinds.map((value) => ({ value, label: t(`typed.${value}`) }))}
        style={{ alignSelf: 'flex-start' }}
      />
      {kind === 'list' && <CoordinatesField {...props} />}
      {kind === 'box' && <BoxFields onShape={give} />}
      {kind === 'circle' && <CircleFields onShape={give} />}
    </Stack>
  );
}

/** WKT or GeoJSON, which the desk reads; anything else is a list of places, which the page reads as it is typed. */
const isForDesk = (text: string) =>
  /^\s*(SRID|POLYGON|MULTI|GEOMETRY|CURVE|SURFACE|\{)/i.test(text);

const pauseMs = 500;

function CoordinatesField({ typed, onTyped, editor, use, file }: Props) {
  const { t } = useTranslation(['requests', 'areas']);
  const faultText = useFaultText();
  const words = useWords();
  const { coordinates: text, order } = typed;
  const [forDesk, setForDesk] = useState('');
  const { readText, state } = file;
  useEffect(() => {
    if (forDesk === '') return;
    const timer = setTimeout(() => void readText(forDesk, order), pauseMs);
    return () => clearTimeout(timer);
  }, [forDesk, order, readText]);
  const reading = text.trim() === '' || isForDesk(text) ? null : parseCoordinates(text, order);
  const fault = reading && 'fault' in reading ? coordinateFault(reading.fault) : null;
  const ofDesk = isForDesk(text) && state.status === 'failed' ? words(state.why) : null;
  const change = (next: TypedArea) => {
    onTyped(next);
    const isDesks = isForDesk(next.coordinates);
    setForDesk(isDesks ? next.coordinates : '');
    if (isDesks || next.coordinates.trim() === '') return;
    const read = parseCoordinates(next.coordinates, next.order);
    if ('geometry' in read && use === 'replace') editor.bring(read.geometry, 'typed');
  };
  return (
    <Stack gap="xs">
      <Textarea
        id="coordinates"
        // What the desk has read for the page is in the area; without scripts this field is all there is.
        {...(!isForDesk(text) && { name: 'coordinates' })}
        label={t('fields.coordinates')}
        description={t('hints.coordinates')}
        value={text}
        onChange={({ currentTarget }) => change({ ...typed, coordinates: currentTarget.value })}
        error={ofDesk ?? (fault && faultText(fault))}
        rows={4}
        spellCheck={false}
      />
      <NativeSelect
        id="order"
        name="order"
        label={t('fields.order')}
        value={order}
        onChange={({ currentTarget }) =>
          change({ ...typed, order: currentTarget.value === 'lonlat' ? 'lonlat' : 'latlon' })
        }
        data={(['latlon', 'lonlat'] as const).map((value) => ({
          value,
          label: t(`options.order.${value}`),
        }))}
      />
      {reading && 'geometry' in reading && (
        <Understood geometry={reading.geometry} editor={editor} use={use} />
      )}
    </Stack>
  );
}

/** The first place as it was understood, so that a wrong order is seen; and the act, where nothing is done at once. */
function Understood(props: { geometry: AreaGeometry; editor: AreaEditing; use: AreaUse }) {
  const { t } = useTranslation('editor');
  const place = usePlaceWords();
  const { geometry, editor, use } = props;
  const first = polygonsOf(geometry)[0]?.[0]?.[0];
  if (!first) return null;
  return (
    <>
      <Text size="sm" role="status">
        {t('typed.understood', { count: vertexCount(geometry), place: place(lonLat(first)) })}
      </Text>
      {use !== 'replace' && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => editor.bring(geometry, 'typed', use)}
        >
          {t(`typed.apply.${use}`)}
        </Button>
      )}
    </>
  );
}
