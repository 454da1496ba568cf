import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { LonLat } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { RequestFault } from './check-request.ts';

/** Gives a fault in the reader's words, with its figures in their way of writing and its place. */
export function useFaultText(): (fault: RequestFault) => string {
  const { t } = useTranslation(['requests', 'areas']);
  const locale = useLocale();
  const place = usePlaceText();
  return ({ key, params = {}, at }) => {
    const shown = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'number' ? formatNumber(value, locale, 6) : value,
      ]),
    );
    const area = (ha: unknown) => (typeof ha === 'number' ? formatArea(ha, locale) : '');
    const text = t(key, { ...shown, min: area(params.minHa), max: area(params.maxHa) });
    return at ? `${text} ${t('edit.area.fault-at', { place: place(at) })}` : text;
  };
}

/** Gives a place as latitude and longitude in words. */
export function usePlaceText(): ([lon, lat]: LonLat) => string {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  return ([lon, lat]) =>
    t('edit.area.place', { lat: formatNumber(lat, locale, 5), lon: formatNumber(lon, locale, 5) });
}

/** A fault beside its field. Where a licence is missing, the way to accept it and to come back. */
export function FaultText({ fault, backTo }: { fault: RequestFault; backTo: string }): ReactNode {
  const { t } = useTranslation('requests');
  const text = useFaultText();
  const licenceId = fault.params?.licenceId;
  if (licenceId === undefined) return text(fault);
  const to = `/licences/${licenceId}?to=${encodeURIComponent(backTo)}`;
  return (
    <>
      {text(fault)}{' '}
      <Anchor component={Link} to={to} inherit underline="always">
        {t('faults.accept-licence')}
      </Anchor>
    </>
  );
}
