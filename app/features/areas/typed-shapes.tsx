import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { type AreaGeometry, boxPolygon } from './area.ts';
import { circlePolygon } from './circle.ts';
import { type CoordinateOrder, readLine } from './coordinate-line.ts';
import { readDegrees, readPositive } from './degrees.ts';

type Props = { onShape: (shape: AreaGeometry) => void };

const sides = ['west', 'south', 'east', 'north'] as const;
type Side = (typeof sides)[number];
const axisOf = (side: Side) => (side === 'west' || side === 'east' ? 'lon' : 'lat');

/** A rectangle by its four sides. West beyond east crosses the antimeridian. */
export function BoxFields({ onShape }: Props) {
  const { t } = useTranslation('editor');
  const [text, setText] = useState<Record<Side, string>>({
    west: '',
    south: '',
    east: '',
    north: '',
  });
  const [asked, setAsked] = useState(false);
  const read = (side: Side) => readDegrees(text[side], axisOf(side));
  const [west, south, east, north] = sides.map(read);
  const isFlat = south != null && north != null && south >= north;
  const faultOf = (side: Side) => {
    if (!asked && text[side] === '') return null;
    if (read(side) === null) return t(`box.fault.${axisOf(side)}`);
    return side === 'north' && isFlat ? t('box.fault.flat') : null;
  };
  const apply = () => {
    setAsked(true);
    if (west == null || south == null || east == null || north == null || isFlat) return;
    if (west !== east) onShape(boxPolygon([west, south, east, north]));
  };
  return (
    <Stack gap="sm" align="flex-start">
      <div className="box-fields">
        {sides.map((side) => (
          <TextInput
            key={side}
            id={`box-${side}`}
            label={t(`box.${side}`)}
            value={text[side]}
            inputMode="decimal"
            onChange={({ currentTarget }) => setText({ ...text, [side]: currentTarget.value })}
            error={faultOf(side)}
          />
        ))}
      </div>
      <Text size="sm" c="dimmed">
        {t('box.hint')}
      </Text>
      <Button variant="default" onClick={apply}>
        {t('box.apply')}
      </Button>
    </Stack>
  );
}

/** A circle by its centre and its radius, round on the ground. */
export function CircleFields({ onShape }: Props) {
  const { t } = useTranslation('editor');
  const [center, setCenter] = useState('');
  const [order, setOrder] = useState<CoordinateOrder>('latlon');
  const [radius, setRadius] = useState('');
  const [asked, setAsked] = useState(false);
  const line = readLine(center, order);
  const place = 'points' in line && line.points.length === 1 ? line.points[0] : undefined;
  const radiusKm = readPositive(radius);
  const isFar = radiusKm !== null && radiusKm > mostKm;
  const apply = () => {
    setAsked(true);
    if (place && radiusKm !== null && !isFar) onShape(circlePolygon(place, radiusKm * 1000));
  };
  return (
    <Stack gap="sm" align="flex-start">
      <Group gap="sm" align="flex-start">
        <TextInput
          id="circle-center"
          label={t('circle.center')}
          value={center}
          onChange={({ currentTarget }) => setCenter(currentTarget.value)}
          error={(asked || center !== '') && !place && t('circle.fault.center')}
          w="18rem"
        />
        <NativeSelect
          id="circle-order"
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
        <TextInput
          id="circle-radius"
          label={t('circle.radius')}
          value={radius}
          inputMode="decimal"
          onChange={({ currentTarget }) => setRadius(currentTarget.value)}
          error={
            (asked || radius !== '') &&
            (radiusKm === null || isFar) &&
            t('circle.fault.radius', { most: mostKm })
          }
          w="10rem"
        />
      </Group>
      <Button variant="default" onClick={apply}>
        {t('circle.apply')}
      </Button>
    </Stack>
  );
}

/** A larger circle is no area of one order, and soon reaches a pole. */
const mostKm = 500;
